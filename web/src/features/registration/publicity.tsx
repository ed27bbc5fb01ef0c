import { Fragment, type ReactNode } from 'react'
import { Link, useParams } from 'react-router'
import { useGet } from '~/api/queries'
import { type Shape, at } from '~/api/shape'
import { formatCount } from '~/format/numbers'
import { useText } from '~/locales/text'
import { DraftNote } from '~/patterns/DraftNote'
import { LawTag } from '~/patterns/LawTag'
import { Moment } from '~/patterns/Moment'
import { Shown } from '~/patterns/Shown'
import { Stage } from '~/patterns/Stage'
import { useTitle } from '~/shell/title'
import { useDrafts } from './drafts'
import { ObjectionForm } from './ObjectionForm'
import { RegisterName } from './RegisterName'

/** 公示 — one filing as the public may see it, with the way to object. */
export default function Publicity() {
  const text = useText()
  const { id } = useParams()
  const read = useGet(at('/api/public/publicity/{id}', { id }))
  const drafts = useDrafts(read.data?.pack)
  useTitle(read.data?.resourceTitle ?? text('nav.publicity'))
  return (
    <div className="page narrow stack">
      <p><Link to="/publicity">{text('nav.publicity')}</Link></p>
      <Shown read={read} title={text('nav.publicity')}>
        {(p) => (
          <>
            <h1>{p.resourceTitle ?? p.number}</h1>
            <DraftNote drafts={drafts} />
            <p className="wrap"><Stage stage={p.stage} group="stage.filing" />{p.left !== undefined && p.left >= 0 ? <strong>{text('publicity.left', { days: p.left })}</strong> : null}<LawTag basis={p.basis} open={p.open} rests={text('publicity.term')} /></p>
            <dl className="pairs">
              <dt>{text('filing.number')}</dt><dd>{p.number}</dd>
              {p.applicantName ? <><dt>{text('filing.applicant')}</dt><dd>{p.applicantName}</dd></> : null}
              {p.counterpartyName ? <><dt>{text('publicity.counterparty')}</dt><dd>{p.counterpartyName}</dd></> : null}
              {p.rights ? <><dt>{text('filing.rights')}</dt><dd>{p.rights.map((r) => text.of('right', r)).join(text('list.comma'))}</dd></> : null}
              {p.claims?.map((c, i) => <Claim key={i} claim={c} many={p.claims!.length > 1} />)}
              {p.stated.map((s) => <Fragment key={s.titleZh}><dt>{text.both({ zh: s.titleZh, en: s.titleEn })}</dt><dd>{s.words}</dd></Fragment>)}
              <dt>{text('publicity.term')}</dt><dd><Moment day={p.from} /> – <Moment day={p.until} /></dd>
              {p.data ? <><dt>{text('certificate.data')}</dt><dd>{text('count.rows', { count: formatCount(p.data.rows) })} · {text('resource.fields')} {p.data.fields} · {text('level', { level: p.data.level })}</dd></> : null}
              <dt>{text('filing.pack')}</dt><dd><Link to={`/law/${p.pack}`}><RegisterName of={p.pack} /></Link></dd>
            </dl>
            {p.summary ? <p>{p.summary}</p> : null}
            <ObjectionForm id={p.id} open={p.stage === 'Publicised'} />
          </>
        )}
      </Shown>
    </div>
  )
}

/** How far one right reaches, as far as the rules let it be shown: 内容、范围、时限. */
function Claim({ claim, many }: { claim: Shape<'Registration.PublicityView.ClaimView'>; many: boolean }) {
  const text = useText()
  const titled = (title: string) => many && claim.kind ? `${text.of('right', claim.kind)} · ${title}` : title
  const pair = (title: string, words: ReactNode) => words ? <><dt>{titled(title)}</dt><dd>{words}</dd></> : null
  return (
    <>
      {pair(text('right.scope'), [claim.scope, claim.territory, claim.items?.join(text('list.comma'))].filter(Boolean).join(' · '))}
      {pair(text('publicity.scenarios'), claim.scenarios?.join(text('list.comma')))}
      {pair(text('publicity.limit'), claim.term ? claim.term.until ? <Moment day={claim.term.until} /> : text('publicity.endless') : null)}
      {pair(text('publicity.share'), claim.shareBasisPoints === undefined ? null : `${claim.shareBasisPoints / 100}%`)}
    </>
  )
}
