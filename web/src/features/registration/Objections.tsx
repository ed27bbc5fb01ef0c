import { useState } from 'react'
import type { Shape } from '~/api/shape'
import { refresh } from '~/api/queries'
import { useText } from '~/locales/text'
import { Dialog } from '~/patterns/Dialog'
import { LawTag } from '~/patterns/LawTag'
import { Moment } from '~/patterns/Moment'
import { PaperList } from '~/patterns/Papers'
import { Panel } from '~/shell/ConsolePage'
import { ActForm } from './ActForm'

type Filing = Shape<'Registration.GetFiling.View'>
type Objection = Filing['objections'][number]

/** 异议处理 — what is objected, what both sides say with their evidence, and how it ended. */
export function Objections({ filing: f }: { filing: Filing }) {
  const text = useText()
  const [answered, setAnswered] = useState<string | null>(null)
  const respond = f.sideActs.find((s) => s.step === 'Respond')
  if (f.objections.length === 0) return null
  const href = (p: { sha256: string }) => `/api/registration/filings/${f.id}/materials/${p.sha256}`
  return (
    <Panel title={text('filing.objections')}>
      <ul className="stack">
        {f.objections.map((o) => (
          <li key={o.id} className="objection">
            <div className="short-line"><strong>{o.name ?? text('objection.anonymous')}</strong><span className={o.outcome ? '' : 'warn-text'}>{text.of('objection.outcome', o.outcome ?? 'Open')}</span></div>
            {o.contact ? <p className="quiet">{[o.contact, o.code, o.numberEnding ? text('objection.number-ending', { ending: o.numberEnding }) : ''].filter(Boolean).join(' · ')}</p> : null}
            <Sides objection={o} href={href} />
            {o.answer ? <div className="stack tight"><span>{text('objection.answer')}{o.decidedAt ? <span className="quiet"> <Moment at={o.decidedAt} /></span> : null}</span><div className="quote">{o.answer}</div></div> : null}
            {respond && !o.outcome ? <div className="wrap"><button type="button" className="button" onClick={() => setAnswered(o.id)}>{text('step.Respond')}</button><LawTag basis={respond.basis} /></div> : null}
          </li>
        ))}
      </ul>
      {answered && respond ? (
        <Dialog title={text('step.Respond')} onClose={() => setAnswered(null)} wide>
          <ActForm step={{ ...respond, href: `${respond.href}/${answered}/respond`, needsReason: true }} onDone={() => { setAnswered(null); void refresh('/api/registration', '/api/evidence/facts') }} />
        </Dialog>
      ) : null}
    </Panel>
  )
}

/** What each side said, in the order it was said; the objector to the left, the applicant to the right. */
export function Sides({ objection: o, href }: { objection: Pick<Objection, 'grounds' | 'papers' | 'at' | 'hearings' | 'notifiedAt'>; href?: (paper: { sha256: string }) => string }) {
  const text = useText()
  const said = [{ side: 'Objector', text: o.grounds, papers: o.papers, at: o.at }, ...o.hearings]
  return (
    <ol className="sides" aria-label={text('hearing.title')}>
      {said.map((h, i) => (
        <li key={i} className={h.side === 'Applicant' ? 'applicant' : 'objector'}>
          <p className="side-head"><strong>{text.of('hearing.side', h.side)}</strong> <span className="quiet"><Moment at={h.at} /></span></p>
          <p className="prose">{h.text}</p>
          {h.papers.length > 0 ? <PaperList papers={h.papers} href={href} /> : <p className="quiet">{text('hearing.no-papers')}</p>}
        </li>
      ))}
      {o.hearings.some((h) => h.side === 'Applicant') ? null : <li className="applicant waiting quiet">{o.notifiedAt ? <>{text('hearing.notified')} <Moment at={o.notifiedAt} /></> : text('hearing.unheard')}</li>}
    </ol>
  )
}
