import { Link } from 'react-router'
import { usePages } from '~/api/queries'
import { at } from '~/api/shape'
import { useText } from '~/locales/text'
import { SubjectEvidence } from '~/patterns/EvidenceBadge'
import { Money } from '~/patterns/Money'
import { MoreButton } from '~/patterns/MoreButton'
import { Moment } from '~/patterns/Moment'
import { Shown } from '~/patterns/Shown'
import { Stage } from '~/patterns/Stage'
import { isAsked } from './starter'
import { urnOfUse } from './urn'

/** 使用记录 — every use and every refusal under an agreement. */
export function Uses({ agreementId, agreementUrn, onPick }: { agreementId: string; agreementUrn?: string; onPick?: (sql: string) => void }) {
  const text = useText()
  const pages = usePages(at('/api/space/agreements/{id}/uses', { id: agreementId }))
  return (
    <>
      <Shown read={{ ...pages, data: pages.items }} lines={2}>
        {(items) => items.length === 0 ? <p className="quiet">{text('use.none')}</p> : (
          <ul className="short-list">
            {items.map((u) => (
              <li key={u.id}>
                <div className="short-line">
                  <span className="wrap"><Stage stage={u.kind} group="stage.use" />{u.number ? <strong>{text('use.number', { number: u.number })}</strong> : null}<span className="quiet">{text.of('mode', u.mode)}</span>{u.clause ? <span className="clause">{text('policy.clause', { clause: u.clause })}</span> : null}{u.code ? <span>{text.find('refusal', u.code) ?? u.code}</span> : null}</span>
                  <span className="wrap">{u.priceFen === undefined ? null : <Money fen={u.priceFen} />}{agreementUrn ? <SubjectEvidence subject={urnOfUse(agreementUrn, u.id)} /> : null}</span>
                </div>
                <span className="quiet"><Moment at={u.at} /> <Link to={`/console/uses/${u.id}`}>{text('use.path')}</Link></span>
                {u.sql && isAsked(u.mode) ? <div className="wrap"><code className="code">{u.sql}</code>{onPick ? <button type="button" className="link-button" onClick={() => onPick(u.sql!)}>{text('use.again')}</button> : null}</div> : null}
                {u.kind === 'Answered' && u.sql && isAsked(u.mode) ? <a href={`/api/space/agreements/${agreementId}/uses/${u.id}/result.csv`} download>{text('result.csv')}</a> : null}
              </li>
            ))}
          </ul>
        )}
      </Shown>
      <MoreButton pages={pages} />
    </>
  )
}
