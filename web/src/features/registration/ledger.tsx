import { Fragment, useState } from 'react'
import { Link, useSearchParams } from 'react-router'
import { useGet } from '~/api/queries'
import { type Shape, at } from '~/api/shape'
import { has, useSession } from '~/features/parties/session'
import { useText } from '~/locales/text'
import { AsFiled } from '~/patterns/AsFiled'
import { Moment } from '~/patterns/Moment'
import { Scroll } from '~/patterns/Scroll'
import { Shown } from '~/patterns/Shown'
import { Stage } from '~/patterns/Stage'
import { ConsolePage, Panel } from '~/shell/ConsolePage'
import { DraftMark } from './DraftMark'
import { PartyField } from './PartyField'

type View = Shape<'Registration.ShowLedger.View'>
type Right = View['rights'][number]

/** In the order in which each kind is first met. */
function by<T>(all: T[], key: (one: T) => string): [string, T[]][] {
  const groups = new Map<string, T[]>()
  for (const one of all) groups.set(key(one), [...(groups.get(key(one)) ?? []), one])
  return [...groups]
}

/** 登记账簿 — all that the registers hold of one party, by kind of asset: its rights, what burdens them, and its certificates. */
export default function Ledger() {
  const text = useText()
  const session = useSession().data
  const [given, setGiven] = useSearchParams()
  const read = useGet(at('/api/registration/ledger', { organization: given.get('organization') ?? undefined }))
  return (
    <ConsolePage title={text('nav.ledger')} beside={read.data ? <strong>{read.data.name}</strong> : undefined} actions={<button type="button" className="button" onClick={() => print()}>{text('do.print')}</button>}>
      <p className="quiet">{text('ledger.what')}</p>
      {has(session, 'Registrar', 'Regulator') ? <div className="form no-print"><PartyField id="ledger-of" label={text('ledger.of')} given={given.get('organization') ?? undefined} onGive={(id) => setGiven(id ? { organization: id } : {}, { replace: true })} /></div> : null}
      <Shown read={read}>{(l) => <Whole ledger={l} />}</Shown>
    </ConsolePage>
  )
}

function Whole({ ledger: l }: { ledger: View }) {
  const text = useText()
  const [over, setOver] = useState(false)
  const shown = l.rights.filter((r) => over || r.status === 'Standing')
  const assets = by(shown, (r) => r.asset?.key ?? '')
  return (
    <div className="stack">
      <section className="panel">
        <dl className="tiles">
          <div><dt>{text('ledger.accounts')}</dt><dd>{l.accounts.length}</dd></div>
          <div><dt>{text('statistics.rights')}</dt><dd>{l.rights.filter((r) => r.status === 'Standing').length}</dd></div>
          <div><dt>{text('ledger.burdened')}</dt><dd>{l.rights.filter((r) => r.encumbrances.some((e) => e.standing)).length}</dd></div>
          <div><dt>{text('ledger.favour')}</dt><dd>{l.inFavour.filter((e) => e.standing).length}</dd></div>
          <div><dt>{text('statistics.certificates')}</dt><dd>{l.certificates.filter((c) => c.status === 'Valid').length}</dd></div>
        </dl>
      </section>
      {l.rights.some((r) => r.status !== 'Standing') ? <label className="choice"><input type="checkbox" checked={over} onChange={(e) => setOver(e.target.checked)} />{text('ledger.over')}</label> : null}
      {assets.length === 0 ? <p className="quiet">{text('ledger.none')}</p> : assets.map(([key, rights]) => (
        <Panel key={key} title={rights[0]!.asset ? text.both(rights[0]!.asset) : text('ledger.asset')} extra={<span className="quiet">{text('ledger.count', { count: rights.length })}</span>}><Rights rights={rights} /></Panel>
      ))}
      {l.certificates.length > 0 ? (
        <Panel title={text('nav.certificates')}>
          <ul className="short-list">{l.certificates.map((c) => <li key={c.number} className="short-line"><span className="wrap"><Link to={`/v/${c.number}`}>{c.number}</Link>{c.resourceTitle}<DraftMark of={c.pack} /></span><span className="wrap"><span className="quiet"><Moment day={c.issuedOn} /> – {c.validUntil ? <Moment day={c.validUntil} /> : text('rights.open-ended')}</span><Stage stage={c.status} group="stage.certificate" /></span></li>)}</ul>
        </Panel>
      ) : null}
    </div>
  )
}

function Rights({ rights }: { rights: Right[] }) {
  const text = useText()
  const units = by(rights, (r) => r.unitNumber ?? r.id)
  return (
    <Scroll label={text('nav.ledger')}>
      <table className="plain">
        <thead><tr><th>{text('filing.resource')}</th><th>{text('register.rights')}</th><th>{text('right.scope')}</th><th>{text('register.term-of')}</th><th>{text('register.subject')}</th></tr></thead>
        <tbody>
          {units.map(([unit, held]) => (
            <Fragment key={unit}>
              {held.map((r, i) => (
                <tr key={r.id} className={r.status === 'Standing' ? '' : 'quiet'}>
                  {i === 0 ? <td rowSpan={held.length}>{r.unitNumber ? <Link to={`/console/register/${encodeURIComponent(r.unitNumber)}`}>{r.title ?? r.unitNumber}</Link> : r.title} <DraftMark of={r.jurisdiction} /><div className="code quiet">{r.unitNumber}</div></td> : null}
                  <td>{text.of('right', r.kind)}{r.parent ? <div className="quiet">{text('ledger.derived')}</div> : null}{r.status === 'Standing' ? null : <div>{text.of('right.status', r.status)}</div>}</td>
                  <td><AsFiled text={r.scope} /></td>
                  <td><Moment day={r.from} /> – {r.until ? <Moment day={r.until} /> : text('rights.open-ended')}</td>
                  <td>{r.encumbrances.some((e) => e.standing) ? r.encumbrances.filter((e) => e.standing).map((e) => <span key={e.id} className="burden">{text.of('encumbrance', e.kind)}{e.inFavourOfName ? ` · ${e.inFavourOfName}` : ''}</span>) : <span className="quiet">{text('register.free')}</span>}</td>
                </tr>
              ))}
            </Fragment>
          ))}
        </tbody>
      </table>
    </Scroll>
  )
}
