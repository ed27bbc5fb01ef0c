import type { ComponentType } from 'react'
import { createBrowserRouter } from 'react-router'
import Log from './features/evidence/log'
import Verify from './features/evidence/verify'
import Search from './features/home/search'
import Welcome from './features/home/welcome'
import SetUp from './features/parties/setup'
import SignIn from './features/parties/sign-in'
import Certificate from './features/registration/certificate'
import Law from './features/registration/law'
import Procedure from './features/registration/procedure'
import PublicRegister from './features/registration/public-register'
import Inspections from './features/registration/inspections'
import Publicity from './features/registration/publicity'
import PublicityBoard from './features/registration/publicity-board'
import ListingPage from './features/trading/listing'
import Market from './features/trading/market'
import { BrokenPage } from './shell/BrokenPage'
import NoSuchPage from './shell/NoSuchPage'
import { PublicShell } from './shell/PublicShell'

/** A console page: a file of its own, fetched when somebody goes there. The public pages are small and come at once. */
const page = (load: () => Promise<{ default: ComponentType }>) => async () => ({ Component: (await load()).default })

/** Every address of the client. What lies under /console loads the console's bundle; nothing above it does. */
export const router = createBrowserRouter([
  {
    Component: PublicShell,
    ErrorBoundary: BrokenPage,
    children: [
      { path: '/', Component: Welcome },
      { path: '/search', Component: Search },
      { path: '/sign-in', Component: SignIn },
      { path: '/setup', Component: SetUp },
      { path: '/publicity', Component: PublicityBoard },
      { path: '/inspections', Component: Inspections },
      { path: '/publicity/:id', Component: Publicity },
      { path: '/objections/:id', lazy: page(() => import('./features/registration/objection')) },
      { path: '/v/:number', Component: Certificate },
      { path: '/verify', Component: Verify },
      { path: '/log', Component: Log },
      { path: '/market', Component: Market },
      { path: '/market/:id', Component: ListingPage },
      { path: '/register', Component: PublicRegister },
      { path: '/law', Component: Law },
      { path: '/law/compare', lazy: page(() => import('./features/registration/regimes')) },
      { path: '/law/:pack', Component: Procedure },
      { path: '*', Component: NoSuchPage },
    ],
  },
  {
    path: '/console',
    lazy: page(() => import('./shell/ConsoleShell')),
    ErrorBoundary: BrokenPage,
    HydrateFallback: () => null,
    children: [
      { index: true, lazy: page(() => import('./features/home/my-work')) },
      { path: 'catalog', lazy: page(() => import('./features/catalog/resources')) },
      { path: 'catalog/new', lazy: page(() => import('./features/catalog/receive-resource')) },
      { path: 'catalog/:id', lazy: page(() => import('./features/catalog/resource')) },
      { path: 'connections', lazy: page(() => import('./features/catalog/connections')) },
      { path: 'connections/:id', lazy: page(() => import('./features/catalog/connection')) },
      { path: 'filings', lazy: page(() => import('./features/registration/filings')) },
      { path: 'filings/new', lazy: page(() => import('./features/registration/submit-filing')) },
      { path: 'filings/propose', lazy: page(() => import('./features/registration/propose-filing')) },
      { path: 'filings/:id', lazy: page(() => import('./features/registration/filing')) },
      { path: 'registrations', lazy: page(() => import('./features/registration/certificates')) },
      { path: 'register', lazy: page(() => import('./features/registration/register')) },
      { path: 'register/:number', lazy: page(() => import('./features/registration/register-unit')) },
      { path: 'registration-accounts', lazy: page(() => import('./features/registration/accounts')) },
      { path: 'ledger', lazy: page(() => import('./features/registration/ledger')) },
      { path: 'recognition', lazy: page(() => import('./features/registration/recognition')) },
      { path: 'interests', lazy: page(() => import('./features/registration/interests')) },
      { path: 'service-bodies', lazy: page(() => import('./features/registration/service-bodies')) },
      { path: 'reviews', lazy: page(() => import('./features/registration/reviews')) },
      { path: 'reviews/:id', lazy: page(() => import('./features/registration/review')) },
      { path: 'statistics', lazy: page(() => import('./features/registration/statistics')) },
      { path: 'overdue', lazy: page(() => import('./features/registration/overdue')) },
      { path: 'products', lazy: page(() => import('./features/products/products')) },
      { path: 'products/new', lazy: page(() => import('./features/products/create-product')) },
      { path: 'products/:id', lazy: page(() => import('./features/products/product')) },
      { path: 'products/:id/api', lazy: page(() => import('./features/products/product-api')) },
      { path: 'listings', lazy: page(() => import('./features/trading/listings')) },
      { path: 'agreements', lazy: page(() => import('./features/trading/agreements')) },
      { path: 'agreements/new', lazy: page(() => import('./features/trading/propose-agreement')) },
      { path: 'agreements/:id', lazy: page(() => import('./features/trading/agreement')) },
      { path: 'space', lazy: page(() => import('./features/space/rooms')) },
      { path: 'space/:agreementId', lazy: page(() => import('./features/space/clean-room')) },
      { path: 'space/:agreementId/templates', lazy: page(() => import('./features/space/templates')) },
      { path: 'space/:agreementId/verify', lazy: page(() => import('./features/space/verify')) },
      { path: 'space/:agreementId/files', lazy: page(() => import('./features/space/files')) },
      { path: 'space/:agreementId/keys', lazy: page(() => import('./features/space/keys')) },
      { path: 'traces', lazy: page(() => import('./features/space/trace')) },
      { path: 'circles', lazy: page(() => import('./features/space/circles')) },
      { path: 'uses', lazy: page(() => import('./features/space/uses-watch')) },
      { path: 'uses/:id', lazy: page(() => import('./features/space/use')) },
      { path: 'bills', lazy: page(() => import('./features/settlement/bills')) },
      { path: 'bills/:id', lazy: page(() => import('./features/settlement/bill')) },
      { path: 'accounts', lazy: page(() => import('./features/settlement/accounts')) },
      { path: 'jobs', lazy: page(() => import('./features/home/jobs')) },
      { path: 'tokens', lazy: page(() => import('./features/parties/tokens')) },
      { path: 'parties', lazy: page(() => import('./features/parties/organizations')) },
      { path: '*', Component: NoSuchPage },
    ],
  },
])
