import { createMemoryHistory, createRootRoute, createRouter, RouterProvider } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { Language } from '../../kernel/text/text.ts'
import { WorkspaceProvider, type OpenWorkspace } from '../workspace.tsx'
import { renderKit } from './render.tsx'

const somewhere: OpenWorkspace = {
  id: '01a00000-0000-7000-8000-000000000001',
  slug: 'muster',
  name: 'Muster GmbH',
  zone: 'Europe/Berlin',
  currency: 'EUR',
  role: 'manager',
  memberId: '01a00000-0000-7000-8000-000000000002',
  userId: '01a00000-0000-7000-8000-000000000003',
}

/** Renders a page of a workspace with a router around it. Say with `provideApi` what the server answers. For tests. */
export function renderPage(
  node: ReactNode,
  {
    workspace = {},
    language = 'de' as Language,
  }: { workspace?: Partial<OpenWorkspace>; language?: Language } = {},
) {
  const open = { ...somewhere, ...workspace }
  const root = createRootRoute({
    component: () => <WorkspaceProvider workspace={open}>{node}</WorkspaceProvider>,
    notFoundComponent: () => <WorkspaceProvider workspace={open}>{node}</WorkspaceProvider>,
  })
  const router = createRouter({ routeTree: root, history: createMemoryHistory({ initialEntries: ['/'] }) })
  return renderKit(<RouterProvider router={router} />, language)
}
