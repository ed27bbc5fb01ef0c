import { useMutation } from '@tanstack/react-query'
import { useCallback, useState } from 'react'
import { write } from '~/api/http'
import { to } from '~/api/shape'
import { useText } from '~/locales/text'
import { JobProgress } from '~/patterns/JobProgress'
import { RefusalCard } from '~/patterns/RefusalCard'

/** 导出登记簿 — the whole of one register as signed lines; long work, which can be left and found again. */
export function ExportRegister({ register }: { register: string }) {
  const text = useText()
  const [done, setDone] = useState(false)
  const begin = useMutation({ mutationFn: () => write(to('/api/registration/register-exports'), { register }) as Promise<unknown> as Promise<{ jobId: string; href: string }>, onMutate: () => setDone(false) })
  const onEnd = useCallback(() => setDone(true), [])
  return (
    <div className="stack tight">
      <div className="wrap"><button type="button" className="button" disabled={begin.isPending} onClick={() => begin.mutate()}>{text('register.export')}</button><span className="quiet">{text('register.export.what')}</span></div>
      {begin.data && !done ? <JobProgress id={begin.data.jobId} onEnd={onEnd} /> : null}
      {begin.data && done ? <p className="notice" role="status"><a href={begin.data.href} download>{text('register.export.download')}</a></p> : null}
      <RefusalCard error={begin.error} />
    </div>
  )
}
