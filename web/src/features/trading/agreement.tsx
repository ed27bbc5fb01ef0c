import { useMutation } from '@tanstack/react-query'
import { Link, useParams } from 'react-router'
import { useGet } from '~/api/queries'
import { follow } from '~/api/http'
import { type Shape, at } from '~/api/shape'
import { has, useSession } from '~/features/parties/session'
import { formatBasisPoints } from '~/format/numbers'
import { useText } from '~/locales/text'
import { BudgetBar } from '~/patterns/BudgetBar'
import { LawTag } from '~/patterns/LawTag'
import { Money } from '~/patterns/Money'
import { Moment } from '~/patterns/Moment'
import { type OpenStep, OpenSteps } from '~/patterns/OpenSteps'
import { PolicySentences } from '~/patterns/PolicySentences'
import { Scroll } from '~/patterns/Scroll'
import { Shown } from '~/patterns/Shown'
import { Stage } from '~/patterns/Stage'
import { Timeline } from '~/patterns/Timeline'
import { ConsolePage, Panel } from '~/shell/ConsolePage'
import { TermsForm } from './TermsForm'
import { ControlsView } from '~/features/products/ControlsView'
import { AgreementCounts } from '~/features/space/Counted'
import { DutiesOwed } from '~/features/space/DutiesOwed'
import { asked } from '~/features/space/open-doors'
import { NoiseBurn } from '~/features/space/NoisePanel'
import { StopPanel } from '~/features/space/StopPanel'
import { Uses } from '~/features/space/Uses'
import { BillStart } from '~/features/settlement/BillStart'

type AgreementView = Shape<'Trading.AgreementView'>

/** 合约 — the policy in sentences, the money, the rounds of negotiation, the signatures. */
export default function Agreement() {
  const { id } = useParams()
  const text = useText()
  const session = useSession().data
  const read = useGet(at('/api/trading/agreements/{id}', { id }))
  return (
    <Shown read={read} title={text('nav.agreements')}>
      {(a) => (
        <ConsolePage
          title={a.product.name} up={{ to: '/console/agreements', label: text('nav.agreements') }}
          beside={<><span className="code">{a.number}</span><Stage stage={a.stage} group="stage.agreement" /><span>{a.buyerName} ← {a.sellerName}</span></>}
          actions={<>
            {a.stage === 'InForce' && has(session, 'Analyst') && session?.organizationId === a.buyerId ? <Link className="button solid" to={`/console/space/${a.id}${asked(a.policy.controls) ? '' : a.policy.controls.modes.includes('Verification') ? '/verify' : a.policy.controls.modes.includes('File') ? '/files' : '/keys'}`}>{text('space.enter')}</Link> : null}
            {a.signatures.length === 2 && a.policy.controls.modes.includes('File') && has(session, 'Analyst', 'Steward', 'Operator', 'ExchangeStaff', 'Regulator') ? <Link className="button" to={`/console/space/${a.id}/files`}>{text('door.files')}</Link> : null}
            {has(session, 'Finance') && a.signatures.length === 2 ? <BillStart agreementId={a.id} /> : null}
          </>}
        >
          {a.endReason ? <p className="notice warn">{text('agreement.ended')} {a.endReason}</p> : null}
          <OpenSteps steps={a.openSteps} group="step.agreement" stale={['/api/trading', '/api/space', '/api/public/listings']} forms={{ Counter: (step, done) => <Counter agreement={a} step={step} onDone={done} /> }} />
          <div className="panes">
            <div>
              <Panel title={text('agreement.policy')}><PolicySentences sentences={a.sentences} /></Panel>
              <Panel title={text('control.title')}><ControlsView controls={a.policy.controls} title={(name) => a.product.columns.find((c) => c.name === name)?.title ?? name} /></Panel>
              <Rounds agreement={a} />
              {a.signatures.length === 2 && has(session, 'Analyst', 'Steward', 'Operator', 'Finance', 'ExchangeStaff', 'Regulator') ? <Panel title={text('watch.days')}><AgreementCounts agreementId={a.id} /></Panel> : null}
              <Panel title={text('agreement.uses')}><Uses agreementId={a.id} agreementUrn={a.urn} /></Panel>
              <Panel title={text('agreement.odrl')}>
                <p className="quiet">{text('agreement.odrl.what')}</p>
                <details><summary>{text('agreement.odrl.show')}</summary><pre className="document" tabIndex={0}>{JSON.stringify(a.odrl, null, 2)}</pre></details>
              </Panel>
            </div>
            <div>
              <Commerce agreement={a} />
              {a.signatures.length === 2 && a.policy.controls.privacy && has(session, 'Analyst', 'Steward', 'Operator', 'ExchangeStaff', 'Regulator') ? <Panel title={text('noise.burn')}><NoiseBurn agreementId={a.id} /></Panel> : null}
              {a.signatures.length === 2 && has(session, 'ExchangeStaff', 'Regulator') ? <StopPanel agreementId={a.id} /> : null}
              {a.signatures.length === 2 && a.policy.controls.duties.length > 0 && has(session, 'Analyst', 'Steward', 'Operator', 'Finance', 'ExchangeStaff', 'Regulator') ? <Panel title={text('duty.owed')}><DutiesOwed agreementId={a.id} /></Panel> : null}
              <Signatures agreement={a} />
              <Panel title={text('timeline')}><Timeline subject={a.urn} steps={a.openSteps} /></Panel>
            </div>
          </div>
        </ConsolePage>
      )}
    </Shown>
  )
}

function Counter({ agreement: a, step, onDone }: { agreement: AgreementView; step: OpenStep; onDone: () => void }) {
  const text = useText()
  const counter = useMutation({ mutationFn: (terms: Shape<'Trading.Asked'>) => follow(step.href, { terms } satisfies Shape<'Trading.Bargain.CounterRequest'>), onSuccess: onDone })
  return (
    <TermsForm
      start={a.terms} columns={a.product.columns} send={text('step.Counter')} busy={counter.isPending} error={counter.error} onSend={counter.mutate}
    />
  )
}

function Commerce({ agreement: a }: { agreement: AgreementView }) {
  const text = useText()
  const shares = [['holder', a.split.holderBasisPoints, a.holderName], ['operator', a.split.operatorBasisPoints, a.sellerName], ['platform', a.split.platformBasisPoints, '']] as const
  return (
    <Panel title={text('agreement.money')}>
      {a.usesLeft === undefined ? null : <BudgetBar label={text('budget.uses')} left={a.usesLeft} total={a.policy.uses} unit={text('unit.uses')} />}
      <dl className="pairs">
        <dt>{text('listing.price')}</dt><dd><Money fen={a.pricePerUseFen} strong /></dd>
        <dt>{text('terms.most')}</dt><dd><Money fen={Math.max(a.pricePerUseFen, ...a.policy.controls.prices.map((p) => p.fen)) * a.policy.uses} /></dd>
        <dt>{text('agreement.until')}</dt><dd><Moment day={a.policy.until} /></dd>
        <dt>{text('chain.holder')}</dt><dd>{a.holderName}</dd>
        <dt>{text('certificate')}</dt><dd><Link to={`/v/${a.certificateNumber}`}>{a.certificateNumber}</Link></dd>
      </dl>
      <h3>{text('agreement.split')} <LawTag basis={a.split.basis} rests={text('agreement.split')} /></h3>
      <table className="plain">
        <tbody>{shares.filter(([, points]) => points > 0).map(([place, points, name]) => <tr key={place}><td>{text.of('chain', place)}</td><td>{name}</td><td className="number">{formatBasisPoints(points)}</td></tr>)}</tbody>
      </table>
    </Panel>
  )
}

function Rounds({ agreement: a }: { agreement: AgreementView }) {
  const text = useText()
  if (a.rounds.length === 0) return null
  return (
    <Panel title={text('agreement.rounds')}>
      <Scroll label={text('agreement.rounds')}>
        <table className="plain">
          <thead><tr><th>{text('agreement.by')}</th><th>{text('terms.purpose')}</th><th className="number">{text('terms.uses')}</th><th>{text('agreement.until')}</th><th className="number">{text('product.min-group')}</th><th className="number">{text('listing.price')}</th></tr></thead>
          <tbody>
            {a.rounds.map((r) => (
              <tr key={r.at}><td>{text.of('actor', r.by)}<div className="quiet"><Moment at={r.at} /></div></td><td>{r.terms.purpose}</td><td className="number">{r.terms.uses}</td><td><Moment day={r.terms.until} /></td><td className="number">{r.terms.minGroup ?? '—'}</td><td className="number"><Money fen={r.terms.pricePerUseFen} /></td></tr>
            ))}
          </tbody>
        </table>
      </Scroll>
    </Panel>
  )
}

function Signatures({ agreement: a }: { agreement: AgreementView }) {
  const text = useText()
  const base = `/api/trading/agreements/${a.id}`
  return (
    <Panel title={text('agreement.signatures')}>
      {a.signatures.length === 0 ? <p className="quiet">{text('agreement.unsigned')}</p> : (
        <ul className="short-list">
          {a.signatures.map((s) => <li key={s.side}><div className="short-line"><strong>{text.of('actor', s.side)}</strong><span>{s.personName}</span></div><span className="quiet"><Moment at={s.at} /></span></li>)}
        </ul>
      )}
      {a.documentSha256 ? (
        <>
          <p className="quiet">{text('agreement.document')} <span className="code">{a.documentSha256}</span></p>
          <p className="wrap"><a href={`${base}/agreement.json`} download>{text('agreement.json')}</a>{a.signatures.length === 2 ? <a href={`${base}/receipt.tlog-proof`} download>{text('evidence.receipt')}</a> : null}</p>
        </>
      ) : null}
    </Panel>
  )
}
