import { type UseQueryResult, useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { write } from '~/api/http'
import { type Shape, to } from '~/api/shape'
import { useText } from '~/locales/text'
import { LawTag } from '~/patterns/LawTag'
import { RefusalCard } from '~/patterns/RefusalCard'
import { measureOf } from './measure'
import { type Brought, mentioned } from './room'

type Check = Shape<'Space.AskQuestion.CheckView'>

const pauseMs = 450

/** As an address of its own: an answer makes it stale, for the same question is free from then on. */
export const checking = (agreementId: string, sql: string, mode: Shape<'Contracts.UseMode'>, beside: Brought[]) => ({
  queryKey: [`/api/space/agreements/${agreementId}/check`, mode, sql, beside],
  queryFn: (): Promise<Check> => write(to('/api/space/agreements/{id}/check', { id: agreementId }), { sql, mode, with: beside }),
  staleTime: 30_000,
})

/** Asks what the policy says about the text as it stands, once typing rests; nothing is run or counted. */
export function useCheck(agreementId: string, sql: string, mode: Shape<'Contracts.UseMode'>, brought: Brought[]) {
  const [rested, setRested] = useState(sql)
  useEffect(() => {
    const timer = setTimeout(() => setRested(sql), pauseMs)
    return () => clearTimeout(timer)
  }, [sql])
  const beside = mentioned(rested, brought)
  return useQuery<Check>({
    ...checking(agreementId, rested, mode, beside),
    enabled: rested.trim() !== '',
    placeholderData: (old) => old,
  })
}

/** 策略检查 — allowed, or the clause that stands against it and what would be allowed. */
export function CheckNote({ check }: { check: UseQueryResult<Check> }) {
  const text = useText()
  const { data, error } = check
  const named = (columns: string[]) => columns.map(measureOf).join(text('list.comma'))
  return (
    <div className="check-note" aria-live="polite">
      {error && !data ? <RefusalCard error={error} /> : null}
      {data?.allowed && data.answeredAs !== undefined ? <p className="notice">{text('check.free', { number: data.answeredAs })}</p> : null}
      {data?.allowed ? (
        <p className="good-text">✓ {text('check.allowed')} {data.plan ? <span className="quiet">{text('check.plan', { dimensions: named(data.plan.dimensions) || '—', measures: named(data.plan.measures) || '—' })}</span> : null}</p>
      ) : null}
      {data && !data.allowed ? (
        <div className="refused">
          <p><span aria-hidden>✗</span> <strong>{text.both(data.refusal)}</strong> {data.refusal?.clause ? <span className="clause">{text('policy.clause', { clause: data.refusal.clause })} {text.of('clause', data.refusal.clause)}</span> : null} <LawTag basis={data.refusal?.basis} /></p>
          {data.refusal?.instead ? <p><span className="quiet">{text('refusal.instead')}</span> {text.both(data.refusal.instead)}</p> : null}
        </div>
      ) : null}
    </div>
  )
}
