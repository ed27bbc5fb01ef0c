import { useText } from '~/locales/text'

const good = new Set(['Confirmed', 'Registered', 'Valid', 'Checked', 'InForce', 'Settled', 'Done', 'Answered', 'Listed', 'Sealed', 'Credited', 'Open', 'Signed', 'Entered'])
const bad = new Set(['ProfileFailed', 'Refused', 'Rejected', 'Revoked', 'Failed', 'Denied', 'Terminated', 'Lapsed', 'Declined', 'Reversed', 'Stopped', 'Overdue', 'NotOpened'])
const still = new Set(['Withdrawn', 'Expired', 'Cancelled', 'Ended', 'Closed', 'Deleted'])

/** 阶段 — where something stands, with a shape as well as a colour. */
export function Stage({ stage, group = 'stage' }: { stage: string; group?: string }) {
  const text = useText()
  const tone = group.startsWith('stage.review') && stage === 'Open' ? 'going' : good.has(stage) ? 'good' : bad.has(stage) ? 'bad' : still.has(stage) ? 'still' : 'going'
  return <span className={`stage ${tone}`}>{text.find(group, stage) ?? text.of('stage', stage)}</span>
}
