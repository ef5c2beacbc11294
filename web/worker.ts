import { VitePWA } from 'vite-plugin-pwa'
import { cacheDidUpdate } from './picture-cache.ts'

/** Their bytes are bounded by picture-cache.ts; this many, however small, are still found in no time. */
const MOST_PICTURES = 20_000

/**
 * What makes Snug installable, and open without a line: its shell is kept by a service worker, version by version, and
 * so are small pictures, which never change under their address. Other answers of the house are not the worker's.
 */
export const worker = () =>
  VitePWA({
    registerType: 'prompt', // a new version waits until nobody writes, see src/app/new-version.tsx
    injectRegister: null,
    includeManifestIcons: false,
    manifest: {
      id: '/',
      name: 'Snug',
      short_name: 'Snug',
      description: 'A place of your own to chat and share pictures',
      start_url: '/',
      scope: '/',
      display: 'standalone',
      background_color: '#faf6f0',
      theme_color: '#faf6f0',
      categories: ['social', 'photo'],
      icons: [
        { src: '/icon-192.png', sizes: '192x192', type: 'image/png' },
        { src: '/icon-512.png', sizes: '512x512', type: 'image/png' },
        { src: '/icon-maskable-512.png', sizes: '512x512', type: 'image/png', purpose: 'maskable' },
        { src: '/favicon.svg', sizes: 'any', type: 'image/svg+xml' },
      ],
    },
    workbox: {
      globPatterns: ['**/*.{html,js,css,svg}'],
      dontCacheBustURLsMatching: /^assets\//, // their names carry a hash
      inlineWorkboxRuntime: true,
      cleanupOutdatedCaches: true,
      clientsClaim: true,
      navigateFallback: '/index.html',
      navigateFallbackDenylist: [/^\/(api|assets|internal|health|metrics)(\/|$)/, /\.[^/]*$/],
      runtimeCaching: [
        {
          urlPattern: /\/api\/v1\/(photos\/[^/]+\/(thumb|small|medium)|avatars\/[^/]+\/\w+)$/,
          handler: 'CacheFirst',
          options: {
            cacheName: 'snug-pictures', // src/session/kept-pictures.ts empties it
            expiration: { maxEntries: MOST_PICTURES, purgeOnQuotaError: true },
            cacheableResponse: { statuses: [200] },
            plugins: [{ cacheDidUpdate }],
          },
        },
      ],
    },
  })
