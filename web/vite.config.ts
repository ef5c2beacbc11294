import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { emojiData } from './emoji-data.ts'
import { leanZod } from './lean-zod.ts'
import { precompress } from './precompress.ts'
import { preloadRoom } from './preload-room.ts'
import { samplePictures } from './sample-pictures.ts'
import { worker } from './worker.ts'

/** The house that `npm run dev` talks to; it has to list http://localhost:5173 among its PUBLIC_ORIGINS. */
const house = process.env.SNUG_URL ?? 'http://localhost:8080'

/** What every screen is made with. */
const FRAMEWORK = [
  'react',
  'react-dom',
  'scheduler',
  '@tanstack/react-router',
  '@tanstack/router-core',
  '@tanstack/react-query',
  '@tanstack/query-core',
  'i18next',
  'react-i18next',
  'zod',
  'idb',
].map((name) => `/node_modules/${name}/`)
/** Of these only the door and the viewer have a use. */
const SELDOM_USED = /\/((Icu)?Trans[^/]*|(useI|i)nfiniteQuery(Observer)?)\.js$/

/** What every screen of ours is about, and what a room is drawn with. */
const HOUSE =
  /\/(packages\/(contracts|client)|lucide-react|web\/src\/(session|rooms|preferences|posts|words|photos|app|keys\/regions|people\/(people|members|presence|seen|person-avatar)|ui\/(avatar|skeleton|problem|time|order|overlay|line-bar|back-link|part|missing|sheets|is-touch|send-key|use-)|timeline\/(reacting|text\/pieces)))/
/** Words that come with their features, and what only those use. */
const LATER =
  /\/(words\/en\/(door|keys|members|settings|viewer|wall)\.json|photos\/(picture-pages|room-pictures)\.ts|ui\/use-(back-gesture|first-fault)\.ts)/

const isFramework = (id: string) => FRAMEWORK.some((folder) => id.includes(folder)) && !SELDOM_USED.test(id)
const isHouse = (id: string) => HOUSE.test(id) && !LATER.test(id)

export default defineConfig({
  plugins: [react(), leanZod(), emojiData(), preloadRoom(), precompress(), samplePictures(), worker()],
  build: {
    // Everything is a file of its own: the CSP lets in nothing that is written inline.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      output: {
        codeSplitting: {
          // What every screen needs is two files rather than forty: fewer round trips, and it compresses better.
          groups: [
            { name: 'framework', test: isFramework },
            { name: 'house', test: isHouse, minShareCount: 2 },
          ],
        },
      },
    },
  },
  server: { proxy: { '/api': { target: house, ws: true } } },
})
