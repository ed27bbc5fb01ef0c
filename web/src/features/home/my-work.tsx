import { Link } from 'react-router'
import { useGet } from '~/api/queries'
import { type Shape, at } from '~/api/shape'
import { type Session, has, useSession } from '~/features/parties/session'
import { DraftMark } from '~/features/registration/DraftMark'
import { useText } from '~/locales/text'
import { Clock } from '~/patterns/Clock'
import { EmptyState } from '~/patterns/EmptyState'
import { Shown } from '~/patterns/Shown'
import { Stage } from '~/patterns/Stage'
import { ConsolePage, Panel } from '~/shell/ConsolePage'
import { MyAgreements, MyBills, MyFilings, MyMoney, MyProducts, MyResources, RunningPublicity, UsesNow, Workload } from './glances'

type WorkItem = Shape<'Kernel.WorkItem'>

/** A room stands open; nobody waits for a question. The agreements beside lead into it. */
const isDuty = (item: WorkItem) => item.kind !== 'room'

/** 我的待办 — what waits for this person, by due day; beside it what the person's roles must see first. */
export default function MyWork() {
  const text = useText()
  const session = useSession().data
  const read = useGet(at('/api/work'))
  const duties = read.data?.items.filter(isDuty)
  return (
    <ConsolePage title={text('nav.my-work')}>
      <Panel title={text('work.waiting')}>
        <Shown read={{ ...read, data: duties }}>
          {(items) => items.length === 0 ? <EmptyState title={text('work.none')} hint={text('work.none.hint')} /> : (
            <ul className="short-list">
              {items.map((item) => <WorkLine key={item.area + item.kind + item.id} item={item} />)}
            </ul>
          )}
        </Shown>
      </Panel>
      {session ? <Glances session={session} duties={duties ?? []} /> : null}
    </ConsolePage>
  )
}

function WorkLine({ item }: { item: WorkItem }) {
  const text = useText()
  // Only what the procedure expects is named: to dismiss or to uphold is for the page, where both are weighed.
  const next = item.openSteps.find((s) => s.main)
  return (
    <li className="work-line">
      <span className="wrap"><span className="quiet">{text.of('hit', item.kind)}</span><Link to={item.href}><strong>{item.title}</strong></Link><DraftMark of={item.register} /><Stage stage={item.stage} group={`stage.${item.kind}`} /></span>
      <span className="wrap">
        {item.clock ? <Clock clock={item.clock} /> : null}
        <Link className="button" to={item.href}>{next ? (text.find(`step.${item.kind}`, next.step) ?? text.of('step', next.step)) : text('work.open')}</Link>
      </span>
    </li>
  )
}

/** The first things each role must see, next to the work that waits. */
function Glances({ session, duties }: { session: Session; duties: WorkItem[] }) {
  return (
    <div className="glances">
      {has(session, 'Regulator') ? <UsesNow /> : null}
      {has(session, 'Registrar') ? <Workload items={duties} /> : null}
      {has(session, 'Steward') ? <MyResources /> : null}
      {has(session, 'Steward', 'Registrar', 'Reviewer', 'Regulator') ? <MyFilings /> : null}
      {has(session, 'Registrar', 'Regulator') ? <RunningPublicity /> : null}
      {has(session, 'Operator', 'ExchangeStaff') ? <MyProducts /> : null}
      {has(session, 'Analyst', 'Operator', 'ExchangeStaff', 'Steward') ? <MyAgreements analyst={has(session, 'Analyst')} /> : null}
      {has(session, 'Finance') ? <MyBills /> : null}
      {has(session, 'Finance') ? <MyMoney /> : null}
    </div>
  )
}
