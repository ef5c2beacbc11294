import './styles/tokens.css'
import './styles/base.css'
import './styles/controls.css'
import { Problem } from '@snug/contracts'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { lookAhead } from './app/look-ahead.ts'
import { newRouter } from './app/router.tsx'
import { keepShell } from './app/shell.ts'
import { applyPreferences } from './preferences/apply.ts'
import { openKeptAnswers } from './session/kept-answers.ts'

const TRIES = 2

const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 30_000,
      // What the person or the request did wrong stays wrong; what is away for a moment may come back.
      retry: (failures, error) => failures < TRIES && error instanceof Problem && error.status >= 500,
    },
  },
})

/** A part of the page could not be fetched, most likely since the house has a newer one: load the page anew, once. */
const RELOADED_AT = 'snug.reloadedAt'
const ONCE_IN_MS = 10_000
window.addEventListener('vite:preloadError', (event) => {
  if (!navigator.onLine) return // nothing would come back
  if (Date.now() - Number(sessionStorage.getItem(RELOADED_AT)) < ONCE_IN_MS) return
  sessionStorage.setItem(RELOADED_AT, String(Date.now()))
  event.preventDefault()
  location.reload()
})

const place = document.getElementById('app')
const router = newRouter(queries)
lookAhead(router, queries)
await Promise.all([
  applyPreferences().catch(() => {}), // in English then
  openKeptAnswers(queries),
])
if (place) {
  createRoot(place).render(
    <StrictMode>
      <QueryClientProvider client={queries}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </StrictMode>,
  )
}
keepShell()
