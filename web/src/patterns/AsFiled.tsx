import { useText } from '~/locales/text'
import { inEnglish } from '~/format/filedTexts'

/** 原文 — as it is filed, and beside it, for who reads another language, what it says. */
export function AsFiled({ text: filed }: { text: string }) {
  const text = useText()
  const read = text.language === 'en' ? inEnglish(filed) : undefined
  return <><span lang={read === undefined ? undefined : 'zh-CN'}>{filed}</span>{read === undefined ? null : <span className="quiet"> {read}</span>}</>
}

/** 签署文本 — a text that is signed word for word, with its translation and which of the two counts. */
export function SignedText({ text: signed }: { text: string }) {
  const text = useText()
  const read = text.language === 'en' ? inEnglish(signed) : undefined
  return (
    <div className="stack tight">
      <blockquote className="quote" lang="zh-CN">{signed}</blockquote>
      {text.language === 'en' ? <p className="quiet">{text('as-filed.signed')}</p> : null}
      {read === undefined ? null : <p>{read}</p>}
    </div>
  )
}
