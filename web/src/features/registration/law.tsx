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
      <header>
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
    </div>
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
      <div className="entry-head"><Link to={`/law/${pack.id}`}>{text.both({ zh: pack.title, en: pack.titleEn })}</Link><span className="quiet">{text.of('pack.status', pack.status)} · <span className="code">{pack.id}</span></span></div>
      <p className="wrap"><span className="quiet">{text('law.from')} <Moment day={pack.effectiveFrom} /></span> <LawTag basis={pack.source} rests={pack.title} /></p>
      <dl className="pairs">
        {clocks.map((c) => (
          <LawPair key={c.deadline} name={text.of('deadline', c.deadline)} value={`${c.length} ${text.of('unit', c.unit)}`}><LawTag basis={c.basis} open={c.open} reason={c.reason} rests={`${text.of('deadline', c.deadline)} ${c.length} ${text.of('unit', c.unit)}`} /></LawPair>
        ))}
        {materials.map((m) => (
          <LawPair key={m.key} name={text.of('material.when', m.when)} value={text.both({ zh: m.titleZh, en: m.titleEn })}><LawTag basis={m.basis} rests={text.both({ zh: m.titleZh, en: m.titleEn })} /></LawPair>
        ))}
      </dl>
      <p><Link to={`/law/${pack.id}`}>{text('law.picture')}</Link></p>
    </section>
  )
}

function LawPair({ name, value, children }: { name: string; value: string; children: React.ReactNode }) {
  return (<><dt>{name}</dt><dd className="wrap">{value} {children}</dd></>)
}
