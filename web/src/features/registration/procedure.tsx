import { Fragment, Suspense, lazy, useState } from 'react'
import { Link, useParams } from 'react-router'
import { useGet } from '~/api/queries'
import { at } from '~/api/shape'
import { provisionOf } from '~/format/basis'
import { useText } from '~/locales/text'
import { DraftNote } from '~/patterns/DraftNote'
import { LawTag } from '~/patterns/LawTag'
import { Loading } from '~/patterns/Loading'
import { Shown } from '~/patterns/Shown'
import { useTitle } from '~/shell/title'
import { EndedNote } from './EndedNote'
import { useDrafts } from './drafts'
import { KindPapers } from './KindPapers'
import { ProcedureTable } from './ProcedureTable'
import { regimeValue } from './regimeValue'

// Laying out takes a library that no other public page needs.
const FlowPicture = lazy(() => import('~/patterns/FlowPicture'))

/** 登记程序图 — one pack's procedure as a picture and as a table with its articles. */
export default function Procedure() {
  const text = useText()
  const { pack } = useParams()
  const [chosen, setChosen] = useState(0)
  const read = useGet(at('/api/registration/procedure/{pack}', { pack }))
  const drafts = useDrafts(read.data?.pack)
  const whole = useGet(at('/api/registration/packs')).data?.find((p) => p.id === read.data?.pack)
  const title = read.data ? text.both({ zh: read.data.title, en: read.data.titleEn }) : pack
  useTitle(title)
  return (
    <div className="page stack">
      <p><Link to="/law">{text('nav.law')}</Link></p>
      <h1>{title}</h1>
      <p className="lead">{text('law.picture.how')}</p>
      <Shown read={read}>
        {(p) => (
          <div className="stack wide-gap">
            <DraftNote drafts={drafts} />
            {whole ? <EndedNote pack={whole} /> : null}
            <div className="field form"><label htmlFor="kind">{text('filing.kind')}</label><select id="kind" className="input" value={String(chosen)} onChange={(e) => setChosen(Number(e.target.value))}>{p.kinds.map((k, i) => <option key={`${k.kind}/${k.procedure}`} value={i}>{`${text.both({ zh: k.titleZh, en: k.titleEn })} · ${text.of('procedure', k.procedure)}`}</option>)}</select></div>
            {p.kinds[chosen] ? <><p className="wrap"><LawTag basis={p.kinds[chosen].basis} /></p><Suspense fallback={<Loading lines={8} />}><FlowPicture rows={p.kinds[chosen].rows} stages="stage.filing" /></Suspense><ProcedureTable rows={p.kinds[chosen].rows} /><KindPapers pack={p.pack} kind={p.kinds[chosen].kind} /></> : null}
            <section className="stack tight">
              <h2>{text('law.values')}</h2>
              <dl className="pairs">
                {p.values.map((v) => <Fragment key={v.name}><dt>{ruleName(v.name, text)}</dt><dd className="wrap">{regimeValue(v.value.replaceAll(' / ', '/'), text)} <LawTag basis={v.basis} open={v.open} reason={v.reason} rests={ruleName(v.name, text)} /></dd></Fragment>)}
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

/** A value of one certificate among several carries that certificate's key after its name. */
function ruleName(name: string, text: ReturnType<typeof useText>): string {
  const [rule, of] = name.split('/')
  return of ? text('rule.of', { rule: text.of('rule', rule), of: text.find('rule.certificate', of) ?? of }) : text.of('rule', rule)
}
