import { Fragment, Suspense, lazy, useState } from 'react'
import { Link, useParams } from 'react-router'
import { useGet } from '~/api/queries'
import { at } from '~/api/shape'
import { provisionOf } from '~/format/basis'
import { type Text, useText } from '~/locales/text'
import { LawTag } from '~/patterns/LawTag'
import { Loading } from '~/patterns/Loading'
import { Shown } from '~/patterns/Shown'
import { useTitle } from '~/shell/title'
import { ProcedureTable } from './ProcedureTable'

// Laying out takes a library that no other public page needs.
const FlowPicture = lazy(() => import('~/patterns/FlowPicture'))

/** A pack's value in words: lists joined as the language joins them, blanks of a number named. */
function ruleValue(value: string, text: Text): string {
  return value
    .replace(/\{(year|seq):?(\d*)\}/g, (_, blank: 'year' | 'seq', digits: string) => text(`rule.blank.${blank}`, { digits }))
    .split('; ').map((group) => group.split(', ').map((item) => item.split(' / ').map((word) => text.find('rule.value', word) ?? word).join(text('list.and')))
      .join(text('list.comma'))).join(text('list.semicolon'))
}

/** 登记程序图 — one pack's procedure as a picture and as a table with its articles. */
export default function Procedure() {
  const text = useText()
  const { pack } = useParams()
  const [chosen, setChosen] = useState(0)
  const read = useGet(at('/api/registration/procedure/{pack}', { pack }))
  const title = read.data?.title ?? pack
  useTitle(title)
  return (
    <div className="page stack">
      <p><Link to="/law">{text('nav.law')}</Link></p>
      <h1>{title}</h1>
      <p className="lead">{text('law.picture.how')}</p>
      <Shown read={read}>
        {(p) => (
          <div className="stack wide-gap">
            {p.status === 'Draft' ? <p className="notice warn-text">{text('filing.draft')}</p> : null}
            <div className="field form"><label htmlFor="kind">{text('filing.kind')}</label><select id="kind" className="input" value={String(chosen)} onChange={(e) => setChosen(Number(e.target.value))}>{p.kinds.map((k, i) => <option key={`${k.kind}/${k.procedure}`} value={i}>{`${text.both({ zh: k.titleZh, en: k.titleEn })} · ${text.of('procedure', k.procedure)}`}</option>)}</select></div>
            {p.kinds[chosen] ? <><p className="wrap"><LawTag basis={p.kinds[chosen].basis} /></p><Suspense fallback={<Loading lines={8} />}><FlowPicture rows={p.kinds[chosen].rows} stages="stage.filing" /></Suspense><ProcedureTable rows={p.kinds[chosen].rows} /></> : null}
            <section className="stack tight">
              <h2>{text('law.values')}</h2>
              <dl className="pairs">
                {p.values.map((v) => <Fragment key={v.name}><dt>{text.of('rule', v.name)}</dt><dd className="wrap">{ruleValue(v.value, text)} <LawTag basis={v.basis} open={v.open} reason={v.reason} rests={text.of('rule', v.name)} /></dd></Fragment>)}
              </dl>
            </section>
            <section className="stack tight">
              <h2>{text('law.sources')}</h2>
              <ul className="stack tight">{p.sources.map((s) => <li key={s.id}><strong>{text.find('source', s.id) ?? s.id}</strong>{s.provisions.map((v) => <div key={v.article}>{provisionOf(`${s.id} ${v.article}`, text.language).place}<blockquote className="quote" lang="zh-CN">{v.zh}</blockquote></div>)}</li>)}</ul>
              <p className="quiet">{text('law.digest')} <span className="code">{p.sha256}</span></p>
            </section>
          </div>
        )}
      </Shown>
    </div>
  )
}
