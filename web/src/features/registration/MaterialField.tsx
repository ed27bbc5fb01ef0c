import { type ReactNode, useState } from 'react'
import { upload } from '~/api/http'
import { type Shape, to } from '~/api/shape'
import { formatBytes, formatShare } from '~/format/numbers'
import { useText } from '~/locales/text'
import { FilePicker } from '~/patterns/FilePicker'
import { LawTag } from '~/patterns/LawTag'
import { RefusalCard } from '~/patterns/RefusalCard'
import { StatementField } from './StatementField'

export interface GivenMaterial {
  name?: string
  sha256?: string
  sizeBytes?: number
  text?: string
  /** A third party's signed statement, by its id. */
  statementId?: string
}

interface Props {
  material: Shape<'Registration.ShowForm.MaterialView'>
  given: GivenMaterial | undefined
  onGive: (given: GivenMaterial | undefined) => void
  law: ReactNode
  pack: string
  resource: string
  certificate?: string
  filing: Shape<'Registration.ShowForm.View'>['kind']
  /** Whether it is to follow (容缺); undefined where the law lets it not. */
  promised?: boolean
  gaps?: Shape<'Registration.ShowForm.View'>['gaps']
  onPromise?: (on: boolean) => void
}

/** 申请材料 — a file, or a text where no paper of its own is due, with the article that asks for it. */
export function MaterialField({ material, given, onGive, law, pack, resource, certificate, filing, promised, gaps, onPromise }: Props) {
  const text = useText()
  const [fraction, setFraction] = useState<number | null>(null)
  const [error, setError] = useState<unknown>(null)
  const send = async (file: File | undefined) => {
    if (!file) return
    setError(null)
    try {
      const stored = await upload(to('/api/registration/materials', { key: material.key, name: file.name }), file, setFraction)
      onGive(stored)
    } catch (failure) {
      setError(failure)
    }
    setFraction(null)
  }
  const id = `material-${material.key}`
  return (
    <div className="field">
      <label htmlFor={id} className="wrap">{text.both({ zh: material.titleZh, en: material.titleEn })} <span className="quiet">{text(material.required ? 'material.required' : 'material.optional')}</span> {law}</label>
      {material.statement ? (
        <StatementField id={id} statement={material.statement} given={given?.statementId} pack={pack} resource={resource} certificate={certificate} filing={filing} onGive={(statementId) => onGive(statementId ? { statementId } : undefined)} />
      ) : given?.sha256 ? (
        <p className="wrap"><strong>{given.name}</strong><span className="quiet">{formatBytes(given.sizeBytes ?? 0)}</span><span className="code quiet">{given.sha256.slice(0, 16)}…</span><button type="button" className="link-button" onClick={() => onGive(undefined)}>{text('do.remove')}</button></p>
      ) : (
        <>
          {material.file ? null : <textarea id={id} className="input" rows={2} maxLength={4000} placeholder={text('material.text')} value={given?.text ?? ''} onChange={(e) => onGive(e.target.value ? { text: e.target.value } : undefined)} />}
          {given?.text ? null : <FilePicker id={material.file ? id : undefined} hint={material.file ? text('material.file') : undefined} label={fraction === null ? text('material.choose') : formatShare(fraction)} onFiles={(files) => void send(files[0])} />}
        </>
      )}
      {promised !== undefined && !given ? <label className="choice"><input type="checkbox" checked={promised} onChange={(e) => onPromise?.(e.target.checked)} /><span>{text('material.promise')} {gaps ? <><span className="quiet">{text.both(gaps)}</span> <LawTag basis={gaps.basis} open={gaps.open} reason={gaps.reason} /></> : null}</span></label> : null}
      <RefusalCard error={error} />
    </div>
  )
}
