import { useMutation } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { Link } from 'react-router'
import { refresh, useGet } from '~/api/queries'
import { write } from '~/api/http'
import { type Shape, at, to } from '~/api/shape'
import { formatShare } from '~/format/numbers'
import { useText } from '~/locales/text'
import { RefusalCard } from './RefusalCard'
import { Stage } from './Stage'

export type Job = Shape<'Kernel.JobEndpoints.JobView'>

export const isOver = (job: Job) => job.state !== 'Waiting' && job.state !== 'Running'

/** 任务进度 — progress with counts; can be left, found again under 任务, and cancelled. */
export function JobProgress({ id, onEnd }: { id: string; onEnd?: () => void }) {
  const read = useGet(at('/api/jobs/{id}', { id }), { every: (job) => (job && isOver(job) ? false : 1000) })
  const job = read.data
  const told = useRef(false)
  useEffect(() => {
    if (job && isOver(job) && !told.current) {
      told.current = true
      onEnd?.()
    }
  }, [job, onEnd])
  if (!job) return read.error ? <RefusalCard error={read.error} /> : null
  return <JobLine job={job} />
}

export function JobLine({ job }: { job: Job }) {
  const text = useText()
  const cancel = useMutation({ mutationFn: () => write(to('/api/jobs/{id}/cancel', { id: job.id })), onSuccess: () => refresh('/api/jobs') })
  const share = job.total > 0 ? job.done / job.total : 0
  return (
    <div className="job" aria-live="polite">
      <div className="wrap">
        <strong>{text.of('job', job.kind)}</strong>
        <Stage stage={job.state} group="stage.job" />
        {job.total > 0 && !isOver(job) ? <span className="quiet">{formatShare(Math.floor(share * 1000) / 1000)}</span> : null}
        {isOver(job) ? null : (
          <>
            <Link to="/console/jobs">{text('job.find')}</Link>
            <button type="button" className="link-button" disabled={cancel.isPending} onClick={() => cancel.mutate()}>{text('do.cancel')}</button>
          </>
        )}
      </div>
      {isOver(job) ? null : <div className={`job-bar${job.total > 0 ? '' : ' unknown'}`} role="progressbar" aria-label={text.of('job', job.kind)} aria-valuenow={Math.round(share * 100)}><span style={{ width: `${share * 100}%` }} /></div>}
      {job.state === 'Failed' ? <p className="danger-text">{text.both({ zh: job.messageZh, en: job.messageEn })} <span className="code">{job.code}</span></p> : null}
      <RefusalCard error={cancel.error} />
    </div>
  )
}
