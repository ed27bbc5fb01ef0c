import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useGet } from '~/api/queries'
import { follow } from '~/api/http'
import { type Shape, at } from '~/api/shape'
import { useText } from '~/locales/text'
import { SignedText } from '~/patterns/AsFiled'
import { LawTag } from '~/patterns/LawTag'
import type { OpenStep } from '~/patterns/OpenSteps'
import { RefusalCard } from '~/patterns/RefusalCard'
import { Shown } from '~/patterns/Shown'

type Filing = Shape<'Registration.GetFiling.View'>
interface Form {
  step: OpenStep
  onDone: () => void
}

/** 指定审查机构 — among the bodies that this register recognizes. */
export function AssignForm({ step, filing, onDone }: Form & { filing: Filing }) {
  const text = useText()
  const bodies = useGet(at('/api/public/service-bodies', { pack: filing.pack.id }))
  const [body, setBody] = useState(filing.reviewerId ?? '')
  const act = useMutation({ mutationFn: () => follow(step.href, { bodyId: body } satisfies Shape<'Registration.OrderReview.Assignment'>), onSuccess: onDone })
  return (
    <Shown read={bodies}>
      {({ items }) => {
        const standing = items.filter((b) => !b.withdrawnOn && b.kinds.includes('Substance'))
        return (
          <form className="form" onSubmit={(e: FormEvent) => { e.preventDefault(); act.mutate() }}>
            {standing.length === 0 ? <p className="notice">{text('assign.none')}</p> : (
              <div className="field">
                <label htmlFor="assign-body">{text('assign.body')}</label>
                <select id="assign-body" className="input" required value={body} onChange={(e) => setBody(e.target.value)}>
                  <option value="">{text('do.choose')}</option>
                  {[...new Map(standing.map((b) => [b.organizationId, b])).values()].map((b) => <option key={b.organizationId} value={b.organizationId}>{b.name}</option>)}
                </select>
                <span className="hint">{text('assign.hint')}</span>
              </div>
            )}
            <RefusalCard error={act.error} />
            <div className="wrap"><button type="submit" className="button solid" disabled={act.isPending || body === ''}>{text('step.AssignReviewer')}</button><LawTag basis={step.basis} /></div>
          </form>
        )
      }}
    </Shown>
  )
}

/** 委员表决 — once, with an opinion; it cannot be taken back. */
export function VoteForm({ step, onDone }: Form) {
  const text = useText()
  const [vote, setVote] = useState<Shape<'Registration.Vote'> | ''>('')
  const [opinion, setOpinion] = useState('')
  const act = useMutation({ mutationFn: () => follow(step.href, { vote: vote as Shape<'Registration.Vote'>, opinion: opinion.trim() } satisfies Shape<'Registration.CastVote.Request'>), onSuccess: onDone })
  return (
    <form className="form" onSubmit={(e: FormEvent) => { e.preventDefault(); act.mutate() }}>
      <fieldset className="plain-set">
        <legend className="label">{text('vote.which')}</legend>
        <div className="wrap">{(['For', 'Against', 'Abstain'] as const).map((v) => <label key={v} className={`chip${vote === v ? ' on' : ''}`}><input type="radio" name="vote" required checked={vote === v} onChange={() => setVote(v)} />{text.of('vote', v)}</label>)}</div>
      </fieldset>
      <div className="field"><label htmlFor="opinion">{text('vote.opinion')}</label><textarea id="opinion" className="input" rows={4} required maxLength={1000} value={opinion} onChange={(e) => setOpinion(e.target.value)} /></div>
      <p className="quiet">{text('vote.once')} <LawTag basis={step.basis} /></p>
      <RefusalCard error={act.error} />
      <div><button type="submit" className="button solid" disabled={act.isPending || vote === '' || opinion.trim() === ''}>{text('step.CastVote')}</button></div>
    </form>
  )
}

/** 相对方同意 — to exactly what was filed. */
export function ConsentForm({ step, onDone }: Form) {
  const text = useText()
  const act = useMutation({ mutationFn: () => follow(step.href), onSuccess: onDone })
  return (
    <div className="stack tight">
      <p>{text('consent.what')} <LawTag basis={step.basis} /></p>
      <RefusalCard error={act.error} />
      <div><button type="button" className="button solid" disabled={act.isPending} onClick={() => act.mutate()}>{text('step.Consent')}</button></div>
    </div>
  )
}

/** 知悉异议承诺 — the notice word for word, and the signature under it. */
export function CommitForm({ step, filing, onDone }: Form & { filing: Filing }) {
  const text = useText()
  const notice = useGet(at('/api/registration/filings/{id}/objection-notice', { id: filing.id }))
  const act = useMutation({ mutationFn: () => follow(step.href, { text: notice.data!.text } satisfies Shape<'Registration.CommitToRisk.Request'>), onSuccess: onDone })
  return (
    <Shown read={notice}>
      {(n) => (
        <div className="stack tight">
          <SignedText text={n.text} />
          <p className="wrap"><span className="quiet">{n.objectionNumber}</span><LawTag basis={n.basis} /></p>
          <RefusalCard error={act.error} />
          <div><button type="button" className="button solid" disabled={act.isPending} onClick={() => act.mutate()}>{text('step.Commit')}</button></div>
        </div>
      )}
    </Shown>
  )
}

/** 权属变更声明 — read before it is stated, word for word. */
export function StateForm({ step, filing, onDone }: Form & { filing: Filing }) {
  const text = useText()
  const act = useMutation({ mutationFn: () => follow(step.href), onSuccess: onDone })
  return (
    <div className="stack tight">
      <p>{text('state-transfer.what')} <LawTag basis={step.basis} rests={text('step.StateTransfer')} /></p>
      {filing.statement ? <SignedText text={filing.statement.text} /> : null}
      <RefusalCard error={act.error} />
      <div><button type="button" className="button solid" disabled={act.isPending} onClick={() => act.mutate()}>{text('step.StateTransfer')}</button></div>
    </div>
  )
}
