import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { precompress } from '../../../web/precompress.ts'

export default defineConfig({ plugins: [react(), precompress()], build: { emptyOutDir: true } })
