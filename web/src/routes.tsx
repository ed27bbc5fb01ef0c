import type { ComponentType } from 'react'
import { createBrowserRouter } from 'react-router'
import { BrokenPage } from './shell/BrokenPage'
import { PublicShell } from './shell/PublicShell'

/** A page in a file of its own, fetched when somebody goes there. */
const page = (load: () => Promise<{ default: ComponentType }>) => async () => ({ Component: (await load()).default })

/** Every address of the client. What lies under /console loads the console's bundle; nothing above it does. */
export const router = createBrowserRouter([
  {
    Component: PublicShell,
    ErrorBoundary: BrokenPage,
    HydrateFallback: () => null,
    children: [
      { path: '/', lazy: page(() => import('./features/home/welcome')) },
      { path: '/search', lazy: page(() => import('./features/home/search')) },
      { path: '/sign-in', lazy: page(() => import('./features/parties/sign-in')) },
      { path: '/publicity', lazy: page(() => import('./features/registration/publicity-board')) },
      { path: '/publicity/:id', lazy: page(() => import('./features/registration/publicity')) },
      { path: '/v/:number', lazy: page(() => import('./features/registration/certificate')) },
      { path: '/verify', lazy: page(() => import('./features/evidence/verify')) },
      { path: '/log', lazy: page(() => import('./features/evidence/log')) },
      { path: '/market', lazy: page(() => import('./features/trading/market')) },
      { path: '/market/:id', lazy: page(() => import('./features/trading/listing')) },
      { path: '/law', lazy: page(() => import('./features/registration/law')) },
      { path: '/law/:pack', lazy: page(() => import('./features/registration/procedure')) },
      { path: '*', lazy: page(() => import('./shell/NoSuchPage')) },
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
      { path: 'filings', lazy: page(() => import('./features/registration/filings')) },
      { path: 'filings/new', lazy: page(() => import('./features/registration/submit-filing')) },
      { path: 'filings/:id', lazy: page(() => import('./features/registration/filing')) },
      { path: 'registrations', lazy: page(() => import('./features/registration/certificates')) },
      { path: 'products', lazy: page(() => import('./features/products/products')) },
      { path: 'products/new', lazy: page(() => import('./features/products/create-product')) },
      { path: 'products/:id', lazy: page(() => import('./features/products/product')) },
      { path: 'listings', lazy: page(() => import('./features/trading/listings')) },
      { path: 'agreements', lazy: page(() => import('./features/trading/agreements')) },
      { path: 'agreements/new', lazy: page(() => import('./features/trading/propose-agreement')) },
      { path: 'agreements/:id', lazy: page(() => import('./features/trading/agreement')) },
      { path: 'space', lazy: page(() => import('./features/space/rooms')) },
      { path: 'space/:agreementId', lazy: page(() => import('./features/space/clean-room')) },
      { path: 'bills', lazy: page(() => import('./features/settlement/bills')) },
      { path: 'bills/:id', lazy: page(() => import('./features/settlement/bill')) },
      { path: 'accounts', lazy: page(() => import('./features/settlement/accounts')) },
      { path: 'jobs', lazy: page(() => import('./features/home/jobs')) },
      { path: 'tokens', lazy: page(() => import('./features/parties/tokens')) },
      { path: 'parties', lazy: page(() => import('./features/parties/organizations')) },
      { path: '*', lazy: page(() => import('./shell/NoSuchPage')) },
    ],
  },
])
