import type { Role, Session } from '~/features/parties/session'
import { has } from '~/features/parties/session'
import type { Key } from '~/locales/text'

export interface Place {
  to: string
  label: Key
}

export interface Area {
  label: Key
  places: Place[]
}

/** Which roles find which screens; empty = everyone signed in. It decides only what is offered to look at: the server decides every act. */
const areas: { label: Key; places: (Place & { roles: Role[] })[] }[] = [
  { label: 'area.work', places: [{ to: '/console', label: 'nav.my-work', roles: [] }, { to: '/console/jobs', label: 'nav.jobs', roles: [] }] },
  { label: 'area.catalog', places: [{ to: '/console/catalog', label: 'nav.resources', roles: ['Steward', 'Operator', 'Regulator'] }, { to: '/console/connections', label: 'nav.connections', roles: ['Steward'] }] },
  {
    label: 'area.registration',
    places: [
      { to: '/console/filings', label: 'nav.filings', roles: ['Steward', 'Registrar', 'Reviewer', 'CommitteeMember', 'Regulator'] },
      { to: '/console/registration-accounts', label: 'nav.registration-accounts', roles: ['Steward', 'Registrar'] },
      { to: '/console/ledger', label: 'nav.ledger', roles: ['Steward', 'Registrar', 'Regulator'] },
      { to: '/console/reviews', label: 'nav.reviews', roles: ['Reviewer', 'Registrar', 'Steward', 'Regulator'] },
      { to: '/console/registrations', label: 'nav.certificates', roles: ['Steward', 'Operator', 'Registrar', 'Regulator'] },
      { to: '/console/register', label: 'nav.register', roles: ['Steward', 'Operator', 'Registrar', 'Regulator'] },
      { to: '/console/statistics', label: 'nav.statistics', roles: ['Registrar', 'Regulator'] },
      { to: '/console/overdue', label: 'nav.overdue', roles: ['Registrar', 'Regulator'] },
      { to: '/console/interests', label: 'nav.interests', roles: ['Steward', 'Reviewer', 'CommitteeMember', 'Administrator', 'Registrar', 'Regulator'] },
      { to: '/console/service-bodies', label: 'nav.bodies', roles: ['Registrar', 'Regulator'] },
      { to: '/console/recognition', label: 'nav.recognition', roles: ['Registrar', 'Regulator', 'Administrator'] },
    ],
  },
  {
    label: 'area.market',
    places: [
      { to: '/console/products', label: 'nav.products', roles: ['Steward', 'Operator', 'ExchangeStaff', 'Regulator'] },
      { to: '/console/listings', label: 'nav.listings', roles: ['Steward', 'Operator', 'ExchangeStaff', 'Regulator', 'Analyst'] },
      { to: '/console/agreements', label: 'nav.agreements', roles: ['Steward', 'Operator', 'Analyst', 'Finance', 'ExchangeStaff', 'Regulator'] },
      { to: '/console/space', label: 'nav.space', roles: ['Analyst'] },
      { to: '/console/uses', label: 'nav.uses', roles: ['ExchangeStaff', 'Regulator'] },
      { to: '/console/circles', label: 'nav.circles', roles: ['ExchangeStaff', 'Regulator'] },
      { to: '/console/traces', label: 'nav.trace', roles: ['Steward', 'Regulator'] },
    ],
  },
  {
    label: 'area.settlement',
    places: [
      { to: '/console/bills', label: 'nav.bills', roles: ['Finance', 'Regulator'] },
      { to: '/console/accounts', label: 'nav.accounts', roles: ['Finance'] },
    ],
  },
  {
    label: 'area.parties',
    places: [
      { to: '/console/parties', label: 'nav.organizations', roles: ['Administrator', 'Registrar', 'ExchangeStaff', 'Regulator'] },
      { to: '/console/tokens', label: 'nav.tokens', roles: [] },
    ],
  },
]

/** Nothing that the person may not use. */
export function menuOf(session: Session): Area[] {
  return areas
    .map((area) => ({ label: area.label, places: area.places.filter((p) => p.roles.length === 0 || has(session, ...p.roles)) }))
    .filter((area) => area.places.length > 0)
}
