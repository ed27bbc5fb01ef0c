import { type ReactNode, useState } from 'react'
import { upload } from '~/api/http'
import { to } from '~/api/shape'
import { formatBytes, formatShare } from '~/format/numbers'
import { useText } from '~/locales/text'
import { FilePicker } from './FilePicker'
import { RefusalCard } from './RefusalCard'

export interface Paper {
  name: string
  sha256: string
  sizeBytes: number
}

/** 随附材料 — files that go with an act: stored first, then named by their hash. */
export function Papers({ given, onChange, label, as = 'paper' }: { given: Paper[]; onChange: (papers: Paper[]) => void; label: ReactNode; as?: string }) {
  const text = useText()
  const [fraction, setFraction] = useState<number | null>(null)
  const [error, setError] = useState<unknown>(null)
  const send = async (files: File[]) => {
    setError(null)
    try {
      const stored: Paper[] = []
      for (const file of files) stored.push(await upload(to('/api/registration/materials', { key: as, name: file.name }), file, setFraction) as Paper)
      onChange([...given, ...stored.filter((s) => !given.some((g) => g.sha256 === s.sha256))])
    } catch (failure) {
      setError(failure)
    }
    setFraction(null)
  }
  return (
    <div className="field">
      <span className="label">{label}</span>
      <PaperList papers={given} onRemove={(sha256) => onChange(given.filter((g) => g.sha256 !== sha256))} />
      <FilePicker label={fraction === null ? text('material.choose') : formatShare(fraction)} multiple onFiles={(files) => void send(files)} />
      <RefusalCard error={error} />
    </div>
  )
}

/** Papers by name, size and hash; where they can be read, their name is the way there. */
export function PaperList({ papers, href, onRemove }: { papers: Paper[]; href?: (paper: Paper) => string; onRemove?: (sha256: string) => void }) {
  const text = useText()
  if (papers.length === 0) return null
  return (
    <ul className="papers">
      {papers.map((p) => (
        <li key={p.sha256} className="wrap">
          {href ? <a href={href(p)} download>{p.name}</a> : <strong>{p.name}</strong>}
          <span className="quiet">{formatBytes(p.sizeBytes)}</span><span className="code quiet" title={p.sha256}>{p.sha256.slice(0, 12)}…</span>
          {onRemove ? <button type="button" className="link-button" onClick={() => onRemove(p.sha256)}>{text('do.remove')}</button> : null}
        </li>
      ))}
    </ul>
  )
}
