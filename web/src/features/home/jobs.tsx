import { useGet } from '~/api/queries'
import { at } from '~/api/shape'
import { useText } from '~/locales/text'
import { EmptyState } from '~/patterns/EmptyState'
import { JobLine, isOver } from '~/patterns/JobProgress'
import { Moment } from '~/patterns/Moment'
import { Shown } from '~/patterns/Shown'
import { ConsolePage } from '~/shell/ConsolePage'

/** 任务 — long work of the organization, running and past. */
export default function Jobs() {
  const text = useText()
  const read = useGet(at('/api/jobs'), { every: (jobs) => (jobs?.some((j) => !isOver(j)) ? 1000 : false) })
  return (
    <ConsolePage title={text('nav.jobs')}>
      <Shown read={read}>
        {(jobs) => jobs.length === 0 ? <EmptyState title={text('job.none')} hint={text('job.none.hint')} /> : (
          <ul className="stack tight">
            {jobs.map((job) => <li key={job.id}><JobLine job={job} /><span className="quiet"><Moment at={job.at} /></span></li>)}
          </ul>
        )}
      </Shown>
    </ConsolePage>
  )
}
