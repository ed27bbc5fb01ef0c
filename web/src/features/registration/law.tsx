import { Link, useSearchParams } from 'react-router'
import { useGet } from '~/api/queries'
import { type Shape, at } from '~/api/shape'
import { NegativeListCard } from '~/features/products/NegativeListCard'
import { provisionOf, provisionsIn } from '~/format/basis'
import { useText } from '~/locales/text'
import { EmptyState } from '~/patterns/EmptyState'
import { DraftNote } from '~/patterns/DraftNote'
import { LawTag } from '~/patterns/LawTag'
import { Moment } from '~/patterns/Moment'
import { Shown } from '~/patterns/Shown'
import { useTitle } from '~/shell/title'
import { EndedNote } from './EndedNote'

/** 法律程序 — every rule pack of this node, and each value with the provision it rests on. */
export default function Law() {
  const text = useText()
  useTitle(text('nav.law'))
  const source = useSearchParams()[0].get('source') ?? ''
  const read = useGet(at('/api/registration/packs'))
  return (
    <div className="page stack wide-gap">
      <header className="stack tight">
        <h1>{text('nav.law')}</h1>
        <p className="lead">{text('law.what')}</p>
        <p><Link className="button" to="/law/compare">{text('regime.title')}</Link></p>
        {source ? <p className="notice">{text('law.only', { source: text.find('source', source) ?? source })} <Link to="/law">{text('law.everything')}</Link></p> : null}
      </header>
      <Shown read={read}>
        {(packs) => packs.length === 0 ? <EmptyState title={text('law.none')} hint={text('law.none.hint')} /> : (
          <div className="stack wide-gap">{packs.map((p) => <PackCard key={p.id} pack={p} source={source} />)}</div>
        )}
      </Shown>
      <NegativeListCard source={source} />
      {source ? <PaperText paper={source} /> : null}
    </div>
  )
}

/** 条文 — the paper itself, provision by provision. */
function PaperText({ paper }: { paper: string }) {
  const text = useText()
  const { data } = useGet(at('/api/public/law/{source}', { source: paper }))
  if (!data) return null
  return (
    <section className="stack">
      <h2>{text('law.sources')}</h2>
      <p className="wrap"><strong>{text.both({ zh: data.source.title, en: data.source.titleEn })}</strong><span className={data.source.status === 'Draft' ? 'warn-text' : 'quiet'}>{text.of('pack.status', data.source.status)} {data.source.issuer} {data.source.issued}</span></p>
      {data.source.note ? <p className="quiet" lang="zh-CN">{data.source.note}</p> : null}
      <ul className="entries">
        {data.articles.map((a) => (
          <li key={a.number} className="stack tight">
            <h3>{a.printed} {a.heading}</h3>
            {a.text ? <p lang="zh-CN" className="prose">{a.text}</p> : null}
          </li>
        ))}
      </ul>
    </section>
  )
}

function PackCard({ pack, source }: { pack: Shape<'Registration.ListPacks.View'>; source: string }) {
  const text = useText()
  const shown = (basis: string) => source === '' || provisionsIn(basis).some((one) => provisionOf(one, text.language).source === source)
  const clocks = Object.entries(pack.clocks).filter(([, term]) => shown(term.basis))
  const kinds = pack.filings.filter((f) => shown(f.rules.basis))
  if (source !== '' && clocks.length + kinds.length === 0) return null
  const length = (term: { length: number; unit: string }) => text('law.length', { length: term.length, unit: text.of('unit', term.unit) })
  return (
    <section className="card stack">
      <div className="entry-head"><h2><Link to={`/law/${pack.id}`}>{text.both({ zh: pack.title, en: pack.titleEn })}</Link></h2><span className={pack.ended || pack.status === 'Draft' ? 'warn-text' : 'quiet'}>{text.of('pack.status', pack.ended ? 'Expired' : pack.status)} · <span className="code">{pack.id}</span></span></div>
      <DraftNote drafts={pack.drafts} />
      <EndedNote pack={pack} />
      <p className="wrap"><span className="quiet">{text('law.from')} <Moment day={pack.effectiveFrom} />{pack.effectiveTo ? <> · {text('law.until')} <Moment day={pack.effectiveTo} /></> : null}</span> <LawTag basis={pack.source} rests={pack.title} /></p>
      {clocks.length > 0 ? <h3>{text('law.clocks')}</h3> : null}
      <dl className="pairs">
        {clocks.map(([deadline, term]) => (
          <LawPair key={deadline} name={text.of('deadline', deadline)} value={length(term)}><LawTag basis={term.basis} open={term.open} reason={term.reason} rests={`${text.of('deadline', deadline)} ${length(term)}`} /></LawPair>
        ))}
      </dl>
      {kinds.length > 0 ? <h3>{text('filing.kind')}</h3> : null}
      <ul className="stack tight">
        {kinds.map((f) => (
          <li key={f.kind} className="wrap"><span>{text.both({ zh: f.rules.titleZh, en: f.rules.titleEn })}</span><span className="quiet">{text('law.materials', { count: f.rules.materials.length })}</span><LawTag basis={f.rules.basis} /></li>
        ))}
      </ul>
      <p><Link className="button" to={`/law/${pack.id}`}>{text('law.picture')}</Link></p>
    </section>
  )
}

function LawPair({ name, value, children }: { name: string; value: string; children: React.ReactNode }) {
  return (<><dt>{name}</dt><dd className="wrap">{value} {children}</dd></>)
}
