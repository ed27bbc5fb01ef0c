import { useState } from 'react'
import type { Shape } from '~/api/shape'
import { formatBytes } from '~/format/numbers'
import { useText } from '~/locales/text'
import { FilePicker } from '~/patterns/FilePicker'

export type Evidence = Shape<'Registration.ObjectToFiling.Paper'>

const [papersMax, bytesMax] = [5, 5 << 20]

/** In base64, as the public hands papers in: they go with the act itself, since nobody is signed in to have stored them before. */
async function read(file: File): Promise<Evidence> {
  const url = await new Promise<string>((resolve, reject) => {
    const reader = new FileReader()
    reader.onload = () => resolve(reader.result as string)
    reader.onerror = () => reject(reader.error ?? new Error(file.name))
    reader.readAsDataURL(file)
  })
  return { name: file.name, content: url.slice(url.indexOf(',') + 1) }
}

/** 证据材料 — a few files that come with an objection or with what is said to it. */
export function EvidenceField({ papers, onChange }: { papers: Evidence[]; onChange: (papers: Evidence[]) => void }) {
  const text = useText()
  const [tooMuch, setTooMuch] = useState(false)
  const size = (all: Evidence[]) => all.reduce((sum, p) => sum + p.content.length * 0.75, 0)
  const add = async (files: File[]) => {
    const all = [...papers, ...(await Promise.all(files.map(read)))]
    setTooMuch(all.length > papersMax || size(all) > bytesMax)
    if (all.length <= papersMax && size(all) <= bytesMax) onChange(all)
  }
  return (
    <div className="field">
      <span className="label">{text('evidence.papers')}</span>
      {papers.map((p) => <p key={p.name} className="wrap"><strong>{p.name}</strong><span className="quiet">{formatBytes(Math.round(p.content.length * 0.75))}</span><button type="button" className="link-button" onClick={() => onChange(papers.filter((x) => x !== p))}>{text('do.remove')}</button></p>)}
      <FilePicker label={text('material.choose')} hint={text('evidence.papers.hint', { count: papersMax })} multiple onFiles={(files) => void add(files)} />
      {tooMuch ? <p className="warn-text" role="alert">{text('evidence.papers.hint', { count: papersMax })}</p> : null}
    </div>
  )
}
