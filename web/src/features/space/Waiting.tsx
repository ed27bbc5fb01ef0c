import { useEffect, useState } from 'react'
import { formatCount } from '~/format/numbers'
import { useText } from '~/locales/text'

/** After so long it is worth saying what may take its time. */
const longSeconds = 5

/** 运行中 — how long a question has been running, what it may wait for, and the way out. */
export function Waiting({ slotSeconds, onStop }: { slotSeconds?: number; onStop: () => void }) {
  const text = useText()
  const [seconds, setSeconds] = useState(0)
  useEffect(() => {
    const timer = setInterval(() => setSeconds((s) => s + 1), 1000)
    return () => clearInterval(timer)
  }, [])
  return (
    <div className="job">
      <div className="wrap">
        <strong>{text('space.running')}</strong>
        {/* Counted in sight only: read out every second it would drown everything else. */}
        <span className="quiet" aria-hidden>{text('space.running.for', { seconds: formatCount(seconds) })}</span>
        <button type="button" className="button" onClick={onStop}>{text('space.running.stop')}</button>
      </div>
      <div className="job-bar unknown" role="progressbar" aria-label={text('space.running')}><span /></div>
      {slotSeconds ? <p className="quiet">{text('space.running.slot', { seconds: formatCount(slotSeconds) })}</p> : null}
      {seconds >= longSeconds && !slotSeconds ? <p className="quiet">{text('space.running.long')}</p> : null}
    </div>
  )
}

/** Whether somebody stopped waiting, which is no refusal. */
export const wasStopped = (error: unknown) => error instanceof DOMException && error.name === 'AbortError'
