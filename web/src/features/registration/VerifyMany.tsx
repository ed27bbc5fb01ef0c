import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { Link } from 'react-router'
import { sendText } from '~/api/http'
import { to } from '~/api/shape'
import { formatCount } from '~/format/numbers'
import { useText } from '~/locales/text'
import { FilePicker } from '~/patterns/FilePicker'
import { Loading } from '~/patterns/Loading'
import { Moment } from '~/patterns/Moment'
import { RefusalCard } from '~/patterns/RefusalCard'
import { Scroll } from '~/patterns/Scroll'
import { Stage } from '~/patterns/Stage'

const shownMax = 200

/** 批量核验 — a list of certificate numbers as a file; answered line by line, to look at and to keep. */
export function VerifyMany() {
  const text = useText()
  const [file, setFile] = useState<File | null>(null)
  const look = useMutation({ mutationFn: (list: File) => sendText(to('/api/public/certificates/verify-many'), list) })
  const keep = useMutation({
    mutationFn: async (list: File) => {
      const csv = await (await fetch('/api/public/certificates/verify-many?format=csv', { method: 'POST', headers: { 'Content-Type': 'text/plain' }, body: list })).blob()
      const link = Object.assign(document.createElement('a'), { href: URL.createObjectURL(csv), download: 'certificates.csv' })
      link.click()
      URL.revokeObjectURL(link.href)
    },
  })
  const choose = (files: File[]) => {
    if (!files[0]) return
    setFile(files[0])
    look.mutate(files[0])
  }
  return (
    <section className="stack tight">
      <h2>{text('many.title')}</h2>
      <p className="quiet">{text('many.what')}</p>
      <FilePicker label={text('many.choose')} accept=".txt,.csv,text/plain,text/csv" disabled={look.isPending} onFiles={choose} />
      {look.isPending ? <Loading lines={2} /> : null}
      <RefusalCard error={look.error ?? keep.error} />
      {look.data ? (
        <div className="stack tight" aria-live="polite">
          <p className="wrap"><strong>{text('many.asked', { count: formatCount(look.data.asked) })}</strong><span className="good-text">{text('many.valid', { count: formatCount(look.data.valid) })}</span><span>{text('many.other', { count: formatCount(look.data.asked - look.data.valid - look.data.unknown) })}</span><span className={look.data.unknown > 0 ? 'danger-text' : ''}>{text('many.unknown', { count: formatCount(look.data.unknown) })}</span><button type="button" className="button" disabled={keep.isPending} onClick={() => keep.mutate(file!)}>{text('many.keep')}</button></p>
          <Scroll label={text('many.title')}>
            <table className="plain">
              <thead><tr><th>{text('certificate.number')}</th><th>{text('filter.stage')}</th><th>{text('filing.resource')}</th><th>{text('chain.holder')}</th><th>{text('certificate.until')}</th></tr></thead>
              <tbody>
                {look.data.items.slice(0, shownMax).map((l, i) => (
                  <tr key={i}>
                    <td className="hash named">{l.status ? <Link to={`/v/${encodeURIComponent(l.number)}`}>{l.number}</Link> : <span className="code">{l.number}</span>}</td>
                    <td>{l.status ? <Stage stage={l.status} group="stage.certificate" /> : <span className="danger-text">{text('many.none')}</span>}</td>
                    <td>{l.resourceTitle ?? '—'}</td><td>{l.holderName ?? '—'}</td>
                    <td>{l.validUntil ? <Moment day={l.validUntil} /> : l.status ? text('rights.open-ended') : '—'}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </Scroll>
          {look.data.items.length > shownMax ? <p className="quiet">{text('many.cut', { count: shownMax })}</p> : null}
        </div>
      ) : null}
    </section>
  )
}
