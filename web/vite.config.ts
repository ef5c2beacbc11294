import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { emojiData } from './emoji-data.ts'
import { precompress } from './precompress.ts'

/** The house that `npm run dev` talks to; it has to list http://localhost:5173 among its PUBLIC_ORIGINS. */
const house = process.env.SNUG_URL ?? 'http://localhost:8080'

export default defineConfig({
  plugins: [react(), emojiData(), precompress()],
  build: {
    // Everything is a file of its own: the CSP lets in nothing that is written inline.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
  server: { proxy: { '/api': { target: house, ws: true } } },
})
