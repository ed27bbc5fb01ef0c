import { Fragment } from 'react'
import { Link, useParams } from 'react-router'
import { useGet } from '~/api/queries'
import { at } from '~/api/shape'
import { formatBytes, formatCount } from '~/format/numbers'
import { useText } from '~/locales/text'
import { DraftNote } from '~/patterns/DraftNote'
import { EvidenceBadge } from '~/patterns/EvidenceBadge'
import { LawTag } from '~/patterns/LawTag'
import { Moment } from '~/patterns/Moment'
import { RightsCard } from '~/patterns/RightsCard'
import { Shown } from '~/patterns/Shown'
import { Stage } from '~/patterns/Stage'
import { useTitle } from '~/shell/title'
import { useDrafts } from './drafts'

/** A certificate under rules that do not bind says so on its face. */
function Draft({ pack }: { pack: string }) {
  return <DraftNote drafts={useDrafts(pack)} />
}

/** 登记证书 — the page behind the certificate's QR code: what it says, whether it stands, how to check it. */
export default function Certificate() {
  const text = useText()
  const number = useParams()['number'] ?? ''
  const base = `/api/public/certificates/${encodeURIComponent(number)}`
  const read = useGet(at('/api/public/certificates/{number}', { number }), { every: (c) => (c && c.leafIndex === undefined ? 2000 : false) })
  useTitle(`${text('certificate')} ${number}`)
  return (
    <div className="page">
      <Shown read={read} title={`${text('certificate')} ${number}`}>
        {(c) => (
          <article className="card certificate stack wide-gap">
            <Draft pack={c.pack} />
            <header className="stack tight">
              <p className="wrap"><span className="quiet">{text.both({ zh: c.title, en: c.titleEn })}</span> <LawTag basis={c.basis} rests={c.title} /></p>
              <h1>{c.resourceTitle}</h1>
              <p className="wrap"><strong>{c.number}</strong><Stage stage={c.status} group="stage.certificate" />{c.factId ? <EvidenceBadge factId={c.factId} leafIndex={c.leafIndex} receiptHref={`${base}/receipt.tlog-proof`} /> : null}</p>
              <p>{text.of('certificate.means', c.status)}{c.statusReason ? ` ${c.statusReason}` : ''}</p>
            </header>
            <div className="split">
              <div className="stack wide-gap">
                <section className="stack tight">
                  <h2>{text('certificate.rights')}</h2>
                  {c.encumbrances.length + c.grants.length === 0 ? null : (
                    <ul className="stack tight" aria-label={text('certificate.burdens')}>
                      {c.encumbrances.map((b, i) => <li key={i}><span className="burden">{text.of('encumbrance', b.kind)}</span> <Since from={b.from} until={b.until} /></li>)}
                      {c.grants.map((g, i) => <li key={i}><span className="burden">{text('certificate.granted')}</span> {text.of('right', g.kind)} <Since from={g.from} until={g.until} /></li>)}
                    </ul>
                  )}
                  <RightsCard chain={[{ place: 'holder', name: c.holderName, note: c.holderCode }, { place: 'resource', name: c.resourceTitle }]} rights={c.rights} />
                </section>
                <section className="stack tight">
                  <h2>{text('certificate.data')}</h2>
                  <dl className="pairs">
                    {c.stated.map((s) => <Fragment key={s.content}><dt>{text.both({ zh: s.titleZh, en: s.titleEn })}</dt><dd>{s.words}</dd></Fragment>)}
                    <dt>{text('resource.description')}</dt><dd>{c.summary}</dd>
                    <dt>{text('resource.rows')}</dt><dd>{formatCount(c.rows)}</dd>
                    <dt>{text('resource.size')}</dt><dd>{formatBytes(c.sizeBytes)}</dd>
                    <dt>{text('resource.level')}</dt><dd>{text('level', { level: c.level })} {text.of('level.means', String(c.level))}</dd>
                    <dt>{text('resource.fields')}</dt><dd>{c.fieldList.map((f) => f.title).join(text('list.comma'))} <span className="quiet">{text('count.fields', { count: c.fields })}</span></dd>
                    <dt>{text('resource.sha256')}</dt><dd className="code">{c.dataSha256}</dd>
                    <dt>{text('urn')}</dt><dd className="code">{c.resourceUrn}</dd>
                  </dl>
                </section>
              </div>
              <aside className="stack">
                <dl className="pairs">
                  {c.oid === undefined ? null : <><dt>{text('certificate.oid')}</dt><dd className="code">{c.oid}</dd></>}
                  <dt>{text('certificate.issuer')}</dt><dd>{c.issuerName}</dd>
                  <dt>{text('certificate.issued')}</dt><dd><Moment day={c.issuedOn} /></dd>
                  <dt>{text('certificate.until')}</dt><dd>{c.validUntil ? <Moment day={c.validUntil} /> : text('rights.open-ended')}</dd>
                  <dt>{text('certificate.pack')}</dt><dd><Link to={`/law/${c.pack}`}>{text.both({ zh: c.packTitle, en: c.packTitleEn })}</Link></dd>
                  <dt>{text('filing.number')}</dt><dd>{c.filingNumber}</dd>
                  <dt>{text('publicity.term')}</dt><dd><Moment day={c.publicFrom} /> – <Moment day={c.publicUntil} /></dd>
                  <dt>{text('certificate.credential')}</dt><dd className="code">{c.credentialSha256}</dd>
                </dl>
                <section className="stack tight no-print">
                  <h2>{text('certificate.check')}</h2>
                  <p className="quiet">{text('certificate.check.how')}</p>
                  <ul className="stack tight">
                    <li><a href={`${base}/credential.json`} download>{text('certificate.vc')}</a></li>
                    <li><a href={`${base}/certificate.pdf`}>{text('certificate.pdf')}</a></li>
                    <li>{c.leafIndex === undefined ? <span className="quiet">{text('evidence.sealing')}</span> : <a href={`${base}/receipt.tlog-proof`} download>{text('evidence.receipt')}</a>}</li>
                  </ul>
                  <p><Link className="button" to="/verify">{text('certificate.verify')}</Link></p>
                </section>
              </aside>
            </div>
          </article>
        )}
      </Shown>
    </div>
  )
}

function Since({ from, until }: { from: string; until?: string }) {
  const text = useText()
  return <span className="quiet"><Moment day={from} /> – {until ? <Moment day={until} /> : text('rights.open-ended')}</span>
}
