import { useText } from '~/locales/text'

/** 草案提示 — the papers a page relies on that do not bind; every such page names them. */
export function DraftNote({ drafts }: { drafts: string[] | undefined }) {
  const text = useText()
  if (!drafts?.length) return null
  return (
    <p className="draft-note" role="note">
      <strong>{text('draft.title')}</strong> {text('draft.papers', { papers: drafts.map((d) => text.find('source', d) ?? d).join(text('list.comma')) })}
    </p>
  )
}
