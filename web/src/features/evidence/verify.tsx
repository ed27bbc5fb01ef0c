import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { Link, useNavigate } from 'react-router'
import { sendForm } from '~/api/http'
import { to } from '~/api/shape'
import { useText } from '~/locales/text'
import { VerifyMany } from '~/features/registration/VerifyMany'
import { FilePicker } from '~/patterns/FilePicker'
import { Loading } from '~/patterns/Loading'
import { RefusalCard } from '~/patterns/RefusalCard'
import { VerificationList } from '~/patterns/VerificationList'
import { useTitle } from '~/shell/title'

/** 核验 — is this certificate, agreement, statement or receipt genuine and unchanged? */
export default function Verify() {
  const text = useText()
  useTitle(text('verify.title'))
  const navigate = useNavigate()
  const [number, setNumber] = useState('')
  const verify = useMutation({
    mutationFn: (files: File[]) => {
      const form = new FormData()
      for (const file of files) form.append('files', file, file.name)
      return sendForm(to('/api/public/verify'), form)
    },
  })
  const look = (e: FormEvent) => {
    e.preventDefault()
    void navigate(`/v/${encodeURIComponent(number.trim())}`)
  }
  return (
    <div className="page narrow stack wide-gap">
      <header>
        <h1>{text('verify.title')}</h1>
        <p className="lead">{text('verify.what')}</p>
      </header>
      <section className="stack tight">
        <h2>{text('verify.files')}</h2>
        <FilePicker label={text('verify.choose')} hint={text('verify.hint')} multiple disabled={verify.isPending} onFiles={(files) => files.length > 0 && verify.mutate(files)} />
        <div aria-live="polite" className="stack tight">
          {verify.isPending ? <Loading lines={2} /> : null}
          {verify.data ? <VerificationList result={verify.data} /> : null}
        </div>
        <RefusalCard error={verify.error} />
      </section>
      <section className="stack tight">
        <h2>{text('verify.number')}</h2>
        <form className="search-box" onSubmit={look}>
          <label className="hidden-text" htmlFor="number">{text('verify.number.hint')}</label>
          <input id="number" className="input" required placeholder={text('verify.number.hint')} value={number} onChange={(e) => setNumber(e.target.value)} />
          <button type="submit" className="button solid">{text('verify.look')}</button>
        </form>
      </section>
      <VerifyMany />
      <section className="stack tight">
        <h2>{text('verify.offline')}</h2>
        <p>{text('verify.offline.how')}</p>
        <p><code className="code">{text('verify.command')}</code></p>
        <p><Link to="/log">{text('verify.key')}</Link></p>
      </section>
    </div>
  )
}
