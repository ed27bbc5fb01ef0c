import { useGet } from '~/api/queries'
import { at } from '~/api/shape'
import { formatCount } from '~/format/numbers'
import { useText } from '~/locales/text'
import { Moment } from '~/patterns/Moment'
import { OpenSteps } from '~/patterns/OpenSteps'
import { Shown } from '~/patterns/Shown'
import { Stage } from '~/patterns/Stage'
import { Panel } from '~/shell/ConsolePage'

/** 叫停 — whether the use of an agreement is stopped, and the act for those who may; a stop ends running work at once. */
export function StopPanel({ agreementId }: { agreementId: string }) {
  const text = useText()
  const read = useGet(at('/api/space/agreements/{id}/stop', { id: agreementId }))
  return (
    <Panel title={text('stop.title')}>
      <Shown read={read} lines={2}>
        {(s) => (
          <>
            <p className="wrap"><Stage stage={s.stage} group="stage.space" />{s.running > 0 ? <span>{text('stop.running', { count: formatCount(s.running) })}</span> : null}</p>
            {s.reason ? <p>{text(s.stage === 'Stopped' ? 'stop.reason' : 'stop.lifted')} {s.reason} {s.at ? <span className="quiet"><Moment at={s.at} /></span> : null}</p> : null}
            {s.openSteps.length > 0 ? <p className="quiet">{text(s.stage === 'Stopped' ? 'stop.lift.what' : 'stop.what')}</p> : null}
            <OpenSteps steps={s.openSteps} group="step.space" stale={['/api/space', '/api/trading']} />
          </>
        )}
      </Shown>
    </Panel>
  )
}
