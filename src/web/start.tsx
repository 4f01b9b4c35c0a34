import { RouterProvider } from '@tanstack/react-router'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { connectApi } from '../kit/api.ts'
import { operations } from './operations.gen.ts'
import { createAppRouter } from './router.tsx'
import { Frame } from './Frame.tsx'

/** Connects to the server and shows the app in an element of the page. */
export function startApp(element: HTMLElement): void {
  connectApi(operations)
  const router = createAppRouter()
  createRoot(element).render(
    <StrictMode>
      <Frame>
        <RouterProvider router={router} />
      </Frame>
    </StrictMode>,
  )
  // Words for refusals are needed after the first click at the earliest.
  void import('./refusals.ts').then(({ registerAllRefusals }) => registerAllRefusals())
}
