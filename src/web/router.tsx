import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  redirect,
  type AnyRoute,
} from '@tanstack/react-router'
import { Loading } from '../kit/Notes.tsx'
import { Fault, NotFound } from './shell/Fault.tsx'
import { GuestFrame, PlainFrame } from './shell/PlainFrame.tsx'
import { enterWorkspace, firstAddress } from './session.ts'

const root = createRootRoute({ component: Outlet, notFoundComponent: NotFound })

const home = createRoute({
  getParentRoute: () => root,
  path: '/',
  beforeLoad: async () => {
    throw redirect({ to: await firstAddress(), replace: true })
  },
})

// Pages for people who are not signed in.
const plain = createRoute({ getParentRoute: () => root, id: 'plain', component: PlainFrame })
const noWorkspace = createRoute({
  getParentRoute: () => plain,
  path: '/no-workspace',
  component: lazyRouteComponent(() => import('./shell/NoWorkspacePage.tsx'), 'NoWorkspacePage'),
})

// What a guest sees with a link.
const guestFrame = createRoute({ getParentRoute: () => root, id: 'guest', component: GuestFrame })

const workspace = createRoute({
  getParentRoute: () => root,
  path: '/w/$workspace',
  beforeLoad: ({ params, location }) => enterWorkspace(params.workspace, location.href),
  component: lazyRouteComponent(() => import('./shell/WorkspaceFrame.tsx'), 'WorkspaceFrame'),
})
const workspaceHome = createRoute({
  getParentRoute: () => workspace,
  path: '/',
  beforeLoad: ({ params }) => {
    throw redirect({ to: `/w/${params.workspace}/today`, replace: true })
  },
})

// The filters of a page are checked by the page with the schema of its slice (kit/FilterBar `useUrlFilters`).
function page(path: string, component: AnyRoute['options']['component']): AnyRoute {
  return createRoute({ getParentRoute: () => workspace, path, component })
}

const pages = [
  page(
    '/today',
    lazyRouteComponent(() => import('./today/TodayPage.tsx'), 'TodayPage'),
  ),
  page(
    '/plan',
    lazyRouteComponent(() => import('../plan/piece/ui/PlanPage.tsx'), 'PlanPage'),
  ),
  page(
    '/plan/import',
    lazyRouteComponent(() => import('../plan/exchange/ui/ImportPage.tsx'), 'ImportPage'),
  ),
  page(
    '/pieces/$pieceId',
    lazyRouteComponent(() => import('./piece/PiecePage.tsx'), 'PiecePage'),
  ),
  page(
    '/measure',
    lazyRouteComponent(() => import('../measure/result/ui/ResultsPage.tsx'), 'ResultsPage'),
  ),
]

/** The router of the app, made once at the start. */
export function createAppRouter() {
  return createRouter({
    routeTree: root.addChildren([
      home,
      plain.addChildren([noWorkspace]),
      guestFrame.addChildren([]),
      workspace.addChildren([workspaceHome, ...pages]),
    ]),
    defaultPreload: 'intent',
    defaultErrorComponent: Fault,
    defaultNotFoundComponent: NotFound,
    defaultPendingComponent: Loading,
    defaultPendingMs: 300,
    scrollRestoration: true,
  })
}
