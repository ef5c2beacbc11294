import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { createRootRoute, createRouter, RouterProvider } from '@tanstack/react-router'
import { createRoot } from 'react-dom/client'

/** What the framework costs by itself: React, a router and a cache around a box to write in. */
const routeTree = createRootRoute({ component: () => <textarea id="composer" aria-label="Message" /> })
const place = document.getElementById('app')
if (place)
  createRoot(place).render(
    <QueryClientProvider client={new QueryClient()}>
      <RouterProvider router={createRouter({ routeTree })} />
    </QueryClientProvider>,
  )
