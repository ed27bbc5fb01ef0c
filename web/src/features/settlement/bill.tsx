import { Link, useParams } from 'react-router'
import { useGet } from '~/api/queries'
import { type Shape, at } from '~/api/shape'
import { formatBasisPoints, formatCount } from '~/format/numbers'
import { useText } from '~/locales/text'
import { LawTag } from '~/patterns/LawTag'
import { Money } from '~/patterns/Money'
import { Moment } from '~/patterns/Moment'
import { OpenSteps } from '~/patterns/OpenSteps'
import { Scroll } from '~/patterns/Scroll'
import { Shown } from '~/patterns/Shown'
import { Stage } from '~/patterns/Stage'
import { Timeline } from '~/patterns/Timeline'
import { ConsolePage, Panel } from '~/shell/ConsolePage'
import { Postings } from './Postings'

/** 账单 — its metered uses, its split, and the postings every total opens. */
export default function Bill() {
  const { id } = useParams()
  const text = useText()
  const read = useGet(at('/api/settlement/bills/{id}', { id }))
  return (
    <Shown read={read} title={text('nav.bills')}>
      {(b) => (
        <ConsolePage
          title={`${text('bill')} ${b.number}`} up={{ to: '/console/bills', label: text('nav.bills') }}
          beside={<><Stage stage={b.stage} group="stage.bill" /><Link className="code" to={`/console/agreements/${b.agreementId}`}>{b.agreementNumber}</Link></>}
          actions={<Statement bill={b} />}
        >
          <OpenSteps steps={b.openSteps} stale={['/api/settlement']} />
          <div className="panes">
            <div>
              <Panel title={text('bill.summary')}>
                <dl className="tiles">
                  <div><dt>{text('bill.amount')}</dt><dd><Money fen={b.amountFen} /></dd></div>
                  <div><dt>{text('bill.uses')}</dt><dd>{formatCount(b.lines.length)}</dd></div>
                </dl>
                <dl className="pairs">
                  <dt>{text('agreement.buyer')}</dt><dd>{b.buyerName}</dd>
                  <dt>{text('agreement.seller')}</dt><dd>{b.sellerName}</dd>
                  <dt>{text('bill.period')}</dt><dd><Moment day={b.from} /> – <Moment day={b.until} /></dd>
                  <dt>{text('bill.at')}</dt><dd><Moment at={b.issuedAt} /></dd>
                  {b.paidAt ? <><dt>{text('bill.paid')}</dt><dd><Moment at={b.paidAt} /></dd></> : null}
                  <dt>{text('bill.tax')}</dt><dd className="wrap">{text.of('tax', b.tax.treatment)} <LawTag basis={b.tax.basis} open={b.tax.open} reason={b.tax.reason} rests={text('bill.tax')} /></dd>
                  {b.statementSha256 ? <><dt>{text('bill.digest')}</dt><dd className="code">{b.statementSha256}</dd></> : null}
                </dl>
              </Panel>
              <Panel title={text('bill.split')} extra={<LawTag basis={b.splitBasis} rests={text('bill.split')} />}>
                <table className="plain">
                  <thead><tr><th>{text('bill.party')}</th><th className="number">{text('bill.share')}</th><th className="number">{text('bill.amount')}</th></tr></thead>
                  <tbody>{b.split.map((s) => <tr key={s.role}><td><span className="quiet">{text.of('chain', s.role.toLowerCase())}</span> {s.party}</td><td className="number">{formatBasisPoints(s.basisPoints)}</td><td className="number"><Money fen={s.amountFen} /></td></tr>)}</tbody>
                  <tfoot><tr><td>{text('total')}</td><td className="number">{formatBasisPoints(b.split.reduce((n, s) => n + s.basisPoints, 0))}</td><td className="number"><Money fen={b.split.reduce((n, s) => n + s.amountFen, 0)} /></td></tr></tfoot>
                </table>
              </Panel>
              <Panel title={text('bill.postings')}><p className="quiet">{text('bill.postings.what')}</p><Postings postings={b.postings} whole /></Panel>
              <Panel title={text('bill.lines')}>
                <Scroll label={text('bill.lines')} className="result">
                  <table className="plain">
                    <thead><tr><th>{text('bill.use')}</th><th>{text('agreement.at')}</th><th className="number">{text('bill.amount')}</th></tr></thead>
                    <tbody>{b.lines.map((l) => <tr key={l.useNumber}><td>{text('use.number', { number: l.useNumber })}</td><td><Moment at={l.at} /></td><td className="number"><Money fen={l.priceFen} /></td></tr>)}</tbody>
                    <tfoot><tr><td colSpan={2}>{text('total')}</td><td className="number"><Money fen={b.lines.reduce((n, l) => n + l.priceFen, 0)} /></td></tr></tfoot>
                  </table>
                </Scroll>
              </Panel>
            </div>
            <div><Panel title={text('timeline')}><Timeline subject={b.urn} steps={b.openSteps} /></Panel></div>
          </div>
        </ConsolePage>
      )}
    </Shown>
  )
}

/** 结算单 — the same figures for a spreadsheet, a program or a file, with their proof. */
function Statement({ bill }: { bill: Shape<'Settlement.BillView'> }) {
  const text = useText()
  const base = `/api/settlement/bills/${bill.id}`
  return (
    <>
      {(['xlsx', 'csv', 'json'] as const).map((kind) => <a key={kind} className="button" href={`${base}/statement.${kind}`} download>{text('bill.statement', { kind: kind.toUpperCase() })}</a>)}
      {bill.stage === 'Settled' ? <a className="button" href={`${base}/receipt.tlog-proof`} download>{text('evidence.receipt')}</a> : null}
      <button type="button" className="button" onClick={() => print()}>{text('do.print')}</button>
    </>
  )
}
