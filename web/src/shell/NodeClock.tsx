import { useMutation } from '@tanstack/react-query'
import { client, useGet } from '~/api/queries'
import { write } from '~/api/http'
import { at, to } from '~/api/shape'
import { formatDay, formatShortDay, timeOfDay } from '~/format/dates'
import { useText } from '~/locales/text'
import { Popover } from '~/patterns/Popover'
import { RefusalCard } from '~/patterns/RefusalCard'
import { useNarrow } from './useNarrow'

const leaps = [{ days: 1 }, { workingDays: 1 }, { workingDays: 5 }, { workingDays: 10 }] as const

/** 时钟 — the legal day; in a demo also a control that moves it on, because the law takes weeks. */
export function NodeClock() {
  const text = useText()
  const narrow = useNarrow(768)
  const read = useGet(at('/api/clock'), { every: () => 60_000 })
  const advance = useMutation({
    mutationFn: (leap: { days?: number; workingDays?: number }) => write(to('/api/clock/advance'), leap),
    onSuccess: () => client.invalidateQueries(),
  })
  const clock = read.data
  if (!clock) return null
  const face = <span className={`node-clock${clock.moved ? ' moved' : ''}`}>{clock.moved ? <span className="moved-tag">{text('clock.demo')}</span> : null}<time dateTime={clock.legalDay}>{narrow ? formatShortDay(clock.legalDay, text.language) : formatDay(clock.legalDay, text.language)}</time></span>
  return (
    <Popover className="clock-button" face={face}>
      <p className="popover-title">{formatDay(clock.legalDay, text.language)} {timeOfDay(clock.now)}</p>
      <p>{text(clock.workingDay ? 'clock.working' : 'clock.resting')} <span className="quiet">{text('clock.zone')}</span></p>
      {clock.demo ? (
        <>
          <p className="quiet">{text('clock.advance.what')}</p>
          <p className="wrap">
            {leaps.map((leap) => (
              <button key={JSON.stringify(leap)} type="button" className="button" disabled={advance.isPending} onClick={() => advance.mutate(leap)}>
                {'days' in leap ? text('clock.advance.days', { count: leap.days }) : text('clock.advance.working', { count: leap.workingDays })}
              </button>
            ))}
          </p>
          <div aria-live="polite"><RefusalCard error={advance.error} /></div>
        </>
      ) : null}
    </Popover>
  )
}
