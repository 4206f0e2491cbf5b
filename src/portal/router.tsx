import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router'
import type { RowFilter, RowOrder } from '#dam/catalogue/datasets/dataset-answers.ts'
import { type CatalogueSearch, FACET_ORDER } from './api/datasets.ts'
import { readFilters, readOrder } from './api/row-choice.ts'
import { NotFoundPage } from './pages/not-found-page.tsx'
import { PageFault } from './shell/page-fault.tsx'
import { Shell } from './shell/shell.tsx'

const word = (value: unknown) => (typeof value === 'string' && value !== '' ? value : typeof value === 'number' ? String(value) : undefined)
const count = (value: unknown) => (typeof value === 'number' && value > 0 ? Math.floor(value) : undefined)

const root = createRootRoute({ component: Shell, notFoundComponent: NotFoundPage, errorComponent: PageFault })
const at = () => root

const home = createRoute({ getParentRoute: at, path: '/', component: lazyRouteComponent(() => import('./pages/home-page.tsx'), 'HomePage') })
const catalogue = createRoute({
  getParentRoute: at, path: '/datasets', component: lazyRouteComponent(() => import('./pages/catalogue-page.tsx'), 'CataloguePage'),
  validateSearch: (search): CatalogueSearch => ({ query: word(search.query), sort: word(search.sort), offset: count(search.offset), ...Object.fromEntries(FACET_ORDER.map((facet) => [facet, word(search[facet])])) }),
})
const dataset = createRoute({
  getParentRoute: at, path: '/datasets/$publisher/$slug', component: lazyRouteComponent(() => import('./pages/dataset/dataset-page.tsx'), 'DatasetPage'),
  validateSearch: (search): { version?: string | undefined; tab?: string | undefined; offset?: number | undefined; sql?: string | undefined; filter?: readonly RowFilter[] | undefined; sort?: readonly RowOrder[] | undefined } => ({ version: word(search.version), tab: word(search.tab), offset: count(search.offset), sql: word(search.sql), filter: readFilters(search.filter), sort: readOrder(search.sort) }),
})
const version = createRoute({ getParentRoute: at, path: '/datasets/$publisher/$slug/versions/$version', component: lazyRouteComponent(() => import('./pages/dataset/version-page.tsx'), 'VersionPage') })
const apply = createRoute({ getParentRoute: at, path: '/apply/$publisher/$slug', component: lazyRouteComponent(() => import('./pages/access/apply-page.tsx'), 'ApplyPage') })
const applications = createRoute({ getParentRoute: at, path: '/applications', component: lazyRouteComponent(() => import('./pages/access/my-applications-page.tsx'), 'MyApplicationsPage') })
const recalls = createRoute({ getParentRoute: at, path: '/recalls', component: lazyRouteComponent(() => import('./pages/access/recalls-page.tsx'), 'RecallsPage') })

const workspace = createRoute({ getParentRoute: at, path: '/workspace', component: lazyRouteComponent(() => import('./pages/workspace/my-datasets-page.tsx'), 'MyDatasetsPage') })
const newDataset = createRoute({ getParentRoute: at, path: '/workspace/new', component: lazyRouteComponent(() => import('./pages/workspace/new-dataset-page.tsx'), 'NewDatasetPage') })
const workspaceDataset = createRoute({ getParentRoute: at, path: '/workspace/$publisher/$slug/$part', component: lazyRouteComponent(() => import('./pages/workspace/workspace-page.tsx'), 'WorkspacePage') })
const run = createRoute({ getParentRoute: at, path: '/runs/$id', component: lazyRouteComponent(() => import('./pages/run-page.tsx'), 'RunPage') })
const review = createRoute({ getParentRoute: at, path: '/review/$publisher/$slug/$version', component: lazyRouteComponent(() => import('./pages/review-page.tsx'), 'ReviewPage') })
const inbox = createRoute({ getParentRoute: at, path: '/inbox', component: lazyRouteComponent(() => import('./pages/inbox-page.tsx'), 'InboxPage') })
const notifications = createRoute({ getParentRoute: at, path: '/notifications', component: lazyRouteComponent(() => import('./pages/notifications-page.tsx'), 'NotificationsPage') })

const account = createRoute({ getParentRoute: at, path: '/account/$part', component: lazyRouteComponent(() => import('./pages/account/account-page.tsx'), 'AccountPage') })
const organisations = createRoute({ getParentRoute: at, path: '/organisations', component: lazyRouteComponent(() => import('./pages/organisations/organisations-page.tsx'), 'OrganisationsPage') })
const organisation = createRoute({ getParentRoute: at, path: '/organisations/$slug', component: lazyRouteComponent(() => import('./pages/organisations/organisation-page.tsx'), 'OrganisationPage') })
const invitations = createRoute({ getParentRoute: at, path: '/invitations', component: lazyRouteComponent(() => import('./pages/organisations/invitations-page.tsx'), 'InvitationsPage') })
const operator = createRoute({ getParentRoute: at, path: '/operator/$part', component: lazyRouteComponent(() => import('./pages/operator/operator-page.tsx'), 'OperatorPage') })

const privacy = createRoute({ getParentRoute: at, path: '/privacy', component: lazyRouteComponent(() => import('./pages/plain/privacy-page.tsx'), 'PrivacyPage') })
const security = createRoute({ getParentRoute: at, path: '/security', component: lazyRouteComponent(() => import('./pages/plain/security-page.tsx'), 'SecurityPage') })

const token = (search: Record<string, unknown>): { token?: string | undefined; error?: string | undefined } => ({ token: word(search.token), error: word(search.error) })
const signIn = createRoute({
  getParentRoute: at, path: '/sign-in', component: lazyRouteComponent(() => import('./pages/entrance/sign-in-page.tsx'), 'SignInPage'),
  // Only a path of this portal: an address elsewhere would let a stranger send people on after they signed in.
  validateSearch: (search): { to?: string | undefined; error?: string | undefined } => ({ to: /^\/(?![/\\])/.test(word(search.to) ?? '') ? word(search.to) : undefined, error: word(search.error) }),
})
const signUp = createRoute({ getParentRoute: at, path: '/sign-up', component: lazyRouteComponent(() => import('./pages/entrance/sign-up-page.tsx'), 'SignUpPage') })
const verify = createRoute({ getParentRoute: at, path: '/verify', validateSearch: token, component: lazyRouteComponent(() => import('./pages/entrance/verify-page.tsx'), 'VerifyPage') })
const reset = createRoute({ getParentRoute: at, path: '/reset-password', validateSearch: token, component: lazyRouteComponent(() => import('./pages/entrance/reset-page.tsx'), 'ResetPage') })
const welcome = createRoute({ getParentRoute: at, path: '/welcome', validateSearch: token, component: lazyRouteComponent(() => import('./pages/entrance/welcome-page.tsx'), 'WelcomePage') })

const routeTree = root.addChildren([home, catalogue, dataset, version, apply, applications, recalls, workspace, newDataset, workspaceDataset, run, review, inbox, notifications, account, organisations, organisation, invitations, operator, privacy, security, signIn, signUp, verify, reset, welcome])

/** Every address of the portal; each page comes as a script of its own. */
export const router = createRouter({ routeTree, defaultPreload: 'intent', scrollRestoration: true })

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
}
