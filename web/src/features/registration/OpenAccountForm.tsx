import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { refresh, useGet } from '~/api/queries'
import { write } from '~/api/http'
import { at, to } from '~/api/shape'
import { useText } from '~/locales/text'
import { LawTag } from '~/patterns/LawTag'
import { type Paper, Papers } from '~/patterns/Papers'
import { RefusalCard } from '~/patterns/RefusalCard'
import { type Contact, ContactFields, noContact, said } from './ContactFields'

/** 开立登记账户 — at once by a button, or by an application with the papers that the pack asks for. */
export function OpenAccountForm({ pack, onDone }: { pack: string; onDone?: () => void }) {
  const text = useText()
  const opening = useGet(at('/api/registration/packs')).data?.find((p) => p.id === pack)?.opening
  const [contact, setContact] = useState<Contact>(noContact)
  const [papers, setPapers] = useState<Record<string, Paper[]>>({})
  const open = useMutation({
    mutationFn: () => write(to('/api/registration/accounts'), opening ? { pack, contact: said(contact), papers: Object.values(papers).flat().map((p) => p.sha256) } : { pack, papers: [] }),
    onSuccess: () => { onDone?.(); return refresh('/api/registration/accounts', '/api/registration/account-cases') },
  })
  const asked = opening?.materials.filter((m) => !m.known) ?? []
  return (
    <form className="form" onSubmit={(e: FormEvent) => { e.preventDefault(); open.mutate() }}>
      {opening ? (
        <>
          <p>{text('account.reviewed')} <LawTag basis={opening.term.basis} /></p>
          <ContactFields contact={contact} onChange={setContact} id="opening" />
          {asked.map((m) => (
            <Papers key={m.key} as={m.key} given={papers[m.key] ?? []} onChange={(given) => setPapers({ ...papers, [m.key]: given })}
              label={<span className="wrap">{text.both({ zh: m.titleZh, en: m.titleEn })}{m.optional ? <span className="quiet">{text('material.optional')}</span> : null}<LawTag basis={m.basis} open={m.open} reason={m.reason} /></span>} />
          ))}
        </>
      ) : null}
      <RefusalCard error={open.error} />
      <div><button type="submit" className="button solid" disabled={open.isPending || pack === ''}>{text(opening ? 'account.apply' : 'account.open')}</button></div>
    </form>
  )
}
