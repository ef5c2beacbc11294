import './styles/tokens.css'
import './styles/base.css'
import './styles/controls.css'
import { Problem } from '@snug/contracts'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { newRouter } from './router.tsx'

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

const place = document.getElementById('app')
if (place) {
  createRoot(place).render(
    <StrictMode>
      <QueryClientProvider client={queries}>
        <RouterProvider router={newRouter(queries)} />
      </QueryClientProvider>
    </StrictMode>,
  )
}
