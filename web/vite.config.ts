import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { emojiData } from './emoji-data.ts'
import { precompress } from './precompress.ts'
import { worker } from './worker.ts'

/** The house that `npm run dev` talks to; it has to list http://localhost:5173 among its PUBLIC_ORIGINS. */
const house = process.env.SNUG_URL ?? 'http://localhost:8080'

const FRAMEWORK =
  /node_modules\/(react|react-dom|scheduler|@tanstack\/(react-router|router-core|history|(react-)?store|(react-)?query(-core)?)|i18next|react-i18next|zod|idb)\//
const HOUSE =
  /\/(packages\/(contracts|client)|web\/src\/(session|people\/(people|members|presence|seen|person-avatar)|rooms|preferences|posts|ui\/(avatar|skeleton|problem|time|order|line-bar|back-link|linked)|words\/(en|words)))/

export default defineConfig({
  plugins: [react(), emojiData(), precompress(), worker()],
  build: {
    // Everything is a file of its own: the CSP lets in nothing that is written inline.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      output: {
        codeSplitting: {
          // What every screen needs is two files rather than forty: fewer round trips, and it compresses better.
          groups: [
            { name: 'framework', test: FRAMEWORK },
            { name: 'house', test: HOUSE, minShareCount: 2 },
          ],
        },
      },
    },
  },
  server: { proxy: { '/api': { target: house, ws: true } } },
})
