import { useGet } from '~/api/queries'
import { at } from '~/api/shape'
import { useText } from '~/locales/text'

/** 登记簿名称 — people read the name of a register, never the identifier of its rules. */
export function RegisterName({ of, otherwise }: { of: string; otherwise?: string }) {
  const text = useText()
  const found = useGet(at('/api/public/registers')).data?.find((r) => r.pack === of || r.id === of)
  return <>{found ? text.both({ zh: found.title, en: found.titleEn }) : (otherwise ?? of)}</>
}
