import { useText } from '~/locales/text'
import { useRegister } from './drafts'

/** 草案 — beside whatever rests on rules that do not bind, or partly on such: one mark, wherever such a thing is listed. */
export function DraftMark({ of }: { of: string | undefined }) {
  const text = useText()
  const register = useRegister(of)
  if (!register?.drafts.length) return null
  const papers = register.drafts.map((d) => text.find('source', d) ?? d).join(text('list.comma'))
  return <span className="draft-mark" title={text('draft.papers', { papers })}>{text(register.status === 'Draft' ? 'pack.status.Draft' : 'draft.partly')}</span>
}
