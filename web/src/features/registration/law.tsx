import { Link, useSearchParams } from 'react-router'
import { useGet } from '~/api/queries'
import { type Shape, at } from '~/api/shape'
import { NegativeListCard } from '~/features/products/NegativeListCard'
import { provisionOf } from '~/format/basis'
import { useText } from '~/locales/text'
import { EmptyState } from '~/patterns/EmptyState'
import { LawTag } from '~/patterns/LawTag'
import { Moment } from '~/patterns/Moment'
import { Shown } from '~/patterns/Shown'
import { useTitle } from '~/shell/title'

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
  const { data } = useGet(at('/api/public/law/{paper}', { paper }))
  if (!data) return null
  return (
    <section className="stack">
      <h2>{text('law.sources')}</h2>
      <p className="wrap"><strong>{text.both({ zh: data.title, en: data.titleEn }) || text.of('source', paper)}</strong><span className="quiet">{text.of('pack.status', data.status)} {data.issued ? <Moment day={data.issued} /> : null}</span></p>
      <ul className="entries">
        {data.provisions.map((p) => (
          <li key={p.article} className="stack tight">
            <h3>{provisionOf(`${paper} ${p.article}`, text.language).place} {p.heading}</h3>
            <p lang="zh-CN">{p.zh}</p>
          </li>
        ))}
      </ul>
    </section>
  )
}

function PackCard({ pack, source }: { pack: Shape<'Registration.ListPacks.View'>; source: string }) {
  const text = useText()
  const shown = (basis: string) => source === '' || provisionOf(basis, text.language).source === source
  const clocks = pack.clocks.filter((c) => shown(c.basis))
  const materials = pack.materials.filter((m) => shown(m.basis))
  if (source !== '' && clocks.length + materials.length === 0) return null
  return (
    <section className="card stack">
      <div className="entry-head"><h2><Link to={`/law/${pack.id}`}>{text.both({ zh: pack.title, en: pack.titleEn })}</Link></h2><span className="quiet">{text.of('pack.status', pack.status)} · <span className="code">{pack.id}</span></span></div>
      <p className="wrap"><span className="quiet">{text('law.from')} <Moment day={pack.effectiveFrom} /></span> <LawTag basis={pack.source} rests={pack.title} /></p>
      {clocks.length > 0 ? <h3>{text('law.clocks')}</h3> : null}
      <dl className="pairs">
        {clocks.map((c) => (
          <LawPair key={c.deadline} name={text.of('deadline', c.deadline)} value={text('law.length', { length: c.length, unit: text.of('unit', c.unit) })}><LawTag basis={c.basis} open={c.open} reason={c.reason} rests={`${text.of('deadline', c.deadline)} ${text('law.length', { length: c.length, unit: text.of('unit', c.unit) })}`} /></LawPair>
        ))}
      </dl>
      {materials.length > 0 ? <h3>{text('filing.materials')}</h3> : null}
      <ul className="stack tight">
        {materials.map((m) => (
          <li key={m.key} className="wrap"><span>{text.both({ zh: m.titleZh, en: m.titleEn })}</span><span className="quiet">{text.of('material.when', m.when)}</span><LawTag basis={m.basis} rests={text.both({ zh: m.titleZh, en: m.titleEn })} /></li>
        ))}
      </ul>
      <p><Link className="button" to={`/law/${pack.id}`}>{text('law.picture')}</Link></p>
    </section>
  )
}

function LawPair({ name, value, children }: { name: string; value: string; children: React.ReactNode }) {
  return (<><dt>{name}</dt><dd className="wrap">{value} {children}</dd></>)
}
