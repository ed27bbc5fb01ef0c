import { Link } from 'react-router'
import { useGet } from '~/api/queries'
import { type Shape, at } from '~/api/shape'
import { type Session, has, useSession } from '~/features/parties/session'
import { useText } from '~/locales/text'
import { Clock } from '~/patterns/Clock'
import { EmptyState } from '~/patterns/EmptyState'
import { Shown } from '~/patterns/Shown'
import { Stage } from '~/patterns/Stage'
import { ConsolePage, Panel } from '~/shell/ConsolePage'
import { MyAgreements, MyBills, MyFilings, MyMoney, MyResources, RunningPublicity } from './glances'

/** 我的待办 — what waits for this person, by due day; beside it what the person's roles must see first. */
export default function MyWork() {
  const text = useText()
  const session = useSession().data
  const read = useGet(at('/api/work'))
  return (
    <ConsolePage title={text('nav.my-work')}>
      <Panel title={text('work.waiting')}>
        <Shown read={read}>
          {({ items }) => items.length === 0 ? <EmptyState title={text('work.none')} hint={text('work.none.hint')} /> : (
            <ul className="short-list">
              {items.map((item) => <WorkLine key={item.area + item.id} item={item} />)}
            </ul>
          )}
        </Shown>
      </Panel>
      {session ? <Glances session={session} /> : null}
    </ConsolePage>
  )
}

function WorkLine({ item }: { item: Shape<'Kernel.WorkItem'> }) {
  const text = useText()
  const next = item.openSteps.find((s) => s.main) ?? item.openSteps[0]
  return (
    <li>
      <div className="short-line">
        <span className="wrap"><span className="quiet">{text.of('hit', item.kind)}</span><Link to={item.href}><strong>{item.title}</strong></Link><Stage stage={item.stage} group={`stage.${item.kind}`} /></span>
        <span className="wrap">
          {item.clock ? <Clock clock={item.clock} /> : null}
          {next ? <Link className="button" to={item.href}>{text.find(`step.${item.kind}`, next.step) ?? text.of('step', next.step)}</Link> : null}
        </span>
      </div>
    </li>
  )
}

/** The first things each role must see, next to the work that waits. */
function Glances({ session }: { session: Session }) {
  return (
    <div className="cards">
      {has(session, 'Steward') ? <MyResources /> : null}
      {has(session, 'Steward', 'Registrar', 'Reviewer', 'Regulator') ? <MyFilings /> : null}
      {has(session, 'Registrar', 'Regulator') ? <RunningPublicity /> : null}
      {has(session, 'Analyst', 'Operator', 'ExchangeStaff', 'Steward') ? <MyAgreements analyst={has(session, 'Analyst')} /> : null}
      {has(session, 'Finance') ? <MyBills /> : null}
      {has(session, 'Finance') ? <MyMoney /> : null}
    </div>
  )
}
