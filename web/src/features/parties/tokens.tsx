import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { refresh, useGet } from '~/api/queries'
import { write } from '~/api/http'
import { at, to } from '~/api/shape'
import { type Text, useText } from '~/locales/text'
import { EmptyState } from '~/patterns/EmptyState'
import { Moment } from '~/patterns/Moment'
import { RefusalCard } from '~/patterns/RefusalCard'
import { Shown } from '~/patterns/Shown'
import { ConsolePage, Panel } from '~/shell/ConsolePage'

/** `catalog:read` in words: what a program may do, and where. */
function scopeName(scope: string, text: Text): string {
  const [area, verb] = scope.split(':')
  return `${text.of('scope.area', area)} · ${text.of('scope.verb', verb)}`
}

/** 访问令牌 — for programs; each with the scopes it needs and no more. */
export default function Tokens() {
  const text = useText()
  const read = useGet(at('/api/parties/tokens'))
  const revoke = useMutation({ mutationFn: (id: string) => write(to('/api/parties/tokens/{id}/revoke', { id })), onSuccess: () => refresh('/api/parties/tokens') })
  return (
    <ConsolePage title={text('nav.tokens')}>
      <Shown read={read}>
        {(tokens) => tokens.length === 0 ? <EmptyState title={text('token.none')} hint={text('token.none.hint')} /> : (
          <Panel title={text('token.list')}>
            <ul className="short-list">
              {tokens.map((t) => (
                <li key={t.id}>
                  <div className="short-line">
                    <strong>{t.name}</strong>
                    {t.revokedAt ? <span className="danger-text">{text('token.revoked')}</span> : <button type="button" className="button" disabled={revoke.isPending} onClick={() => revoke.mutate(t.id)}>{text('token.revoke')}</button>}
                  </div>
                  <span className="quiet">{t.scopes.map((s) => scopeName(s, text)).join(text('list.comma'))}</span>
                  <span className="quiet">{text('token.until')} <Moment at={t.expiresAt} /></span>
                </li>
              ))}
            </ul>
            <RefusalCard error={revoke.error} />
          </Panel>
        )}
      </Shown>
      <Panel title={text('token.new')}><NewToken /></Panel>
    </ConsolePage>
  )
}

function NewToken() {
  const text = useText()
  const scopes = useGet(at('/api/parties/scopes'))
  const [form, setForm] = useState({ name: '', days: 30, scopes: [] as string[] })
  const create = useMutation({
    mutationFn: () => write(to('/api/parties/tokens'), form),
    onSuccess: () => refresh('/api/parties/tokens'),
  })
  return (
    <form className="form" onSubmit={(e: FormEvent) => { e.preventDefault(); create.mutate() }}>
      <div className="two">
        <div className="field"><label htmlFor="token-name">{text('token.name')}</label><input id="token-name" className="input" required maxLength={100} value={form.name} onChange={(e) => setForm({ ...form, name: e.target.value })} /></div>
        <div className="field"><label htmlFor="token-days">{text('token.days')}</label><input id="token-days" type="number" min={1} max={365} className="input" required value={form.days} onChange={(e) => setForm({ ...form, days: Number(e.target.value) })} /></div>
      </div>
      <fieldset className="plain-set">
        <legend className="label">{text('token.scopes')}</legend>
        <div className="choices">
          {(scopes.data ?? []).map((s) => (
            <label key={s} className="choice"><input type="checkbox" checked={form.scopes.includes(s)} onChange={(e) => setForm({ ...form, scopes: e.target.checked ? [...form.scopes, s] : form.scopes.filter((o) => o !== s) })} /><span>{scopeName(s, text)} <span className="code quiet">{s}</span></span></label>
          ))}
        </div>
      </fieldset>
      <div aria-live="polite">{create.data ? <div className="notice"><p>{text('token.once')}</p><p className="code">{create.data.secret}</p></div> : null}<RefusalCard error={create.error} /></div>
      <div><button type="submit" className="button solid" disabled={create.isPending || form.scopes.length === 0}>{text('token.new')}</button></div>
    </form>
  )
}
