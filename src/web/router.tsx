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
const signIn = createRoute({
  getParentRoute: () => plain,
  path: '/sign-in',
  // An address of ours to come back to; anything else is dropped, so that the link cannot lead elsewhere.
  validateSearch: ({ returnTo }: Record<string, unknown>): { returnTo?: string } =>
    typeof returnTo === 'string' && /^\/(?![/\\])/.test(returnTo) ? { returnTo } : {},
  component: lazyRouteComponent(() => import('../manage/person/ui/SignInPage.tsx'), 'SignInPage'),
})
const firstRun = createRoute({
  getParentRoute: () => plain,
  path: '/first-run',
  component: lazyRouteComponent(() => import('../manage/person/ui/FirstRunPage.tsx'), 'FirstRunPage'),
})
const invitation = createRoute({
  getParentRoute: () => plain,
  path: '/invitation/$token',
  component: lazyRouteComponent(() => import('../manage/person/ui/InvitationPage.tsx'), 'InvitationPage'),
})
const reset = createRoute({
  getParentRoute: () => plain,
  path: '/reset/$token',
  component: lazyRouteComponent(() => import('../manage/person/ui/ResetPage.tsx'), 'ResetPage'),
})
const noWorkspace = createRoute({
  getParentRoute: () => plain,
  path: '/no-workspace',
  component: lazyRouteComponent(() => import('./shell/NoWorkspacePage.tsx'), 'NoWorkspacePage'),
})

// What a guest sees with a link.
const guestFrame = createRoute({ getParentRoute: () => root, id: 'guest', component: GuestFrame })
const guest = createRoute({
  getParentRoute: () => guestFrame,
  path: '/g/$token',
  component: lazyRouteComponent(() => import('../produce/review/ui/GuestPage.tsx'), 'GuestPage'),
})

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
    '/produce',
    lazyRouteComponent(() => import('../produce/manuscript/ui/ProducePage.tsx'), 'ProducePage'),
  ),
  page(
    '/produce/reviews',
    lazyRouteComponent(() => import('../produce/review/ui/ReviewsPage.tsx'), 'ReviewsPage'),
  ),
  page(
    '/publish',
    lazyRouteComponent(() => import('../publish/publication/ui/PublishPage.tsx'), 'PublishPage'),
  ),
  page(
    '/publish/channels',
    lazyRouteComponent(() => import('../publish/channel/ui/ChannelsPage.tsx'), 'ChannelsPage'),
  ),
  page(
    '/measure',
    lazyRouteComponent(() => import('../measure/result/ui/ResultsPage.tsx'), 'ResultsPage'),
  ),
  page(
    '/manage/members',
    lazyRouteComponent(() => import('../manage/person/ui/MembersPage.tsx'), 'MembersPage'),
  ),
  page(
    '/manage/settings',
    lazyRouteComponent(() => import('../manage/workspace/ui/SettingsPage.tsx'), 'SettingsPage'),
  ),
  page(
    '/manage/outbox',
    lazyRouteComponent(() => import('../manage/outbox/ui/OutboxPage.tsx'), 'OutboxPage'),
  ),
  page(
    '/manage/audit',
    lazyRouteComponent(() => import('../manage/audit/ui/AuditPage.tsx'), 'AuditPage'),
  ),
  page(
    '/manage/profile',
    lazyRouteComponent(() => import('../manage/person/ui/ProfilePage.tsx'), 'ProfilePage'),
  ),
]

/** The router of the app, made once at the start. */
export function createAppRouter() {
  return createRouter({
    routeTree: root.addChildren([
      home,
      plain.addChildren([signIn, firstRun, invitation, reset, noWorkspace]),
      guestFrame.addChildren([guest]),
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
