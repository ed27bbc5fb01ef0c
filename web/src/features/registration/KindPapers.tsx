import { useGet } from '~/api/queries'
import { type Shape, at } from '~/api/shape'
import { useText } from '~/locales/text'
import { LawTag } from '~/patterns/LawTag'
import { Scroll } from '~/patterns/Scroll'
import { Shown } from '~/patterns/Shown'

type Form = Shape<'Registration.ShowForm.View'>

/** 材料与填报 — what one has to state and to hand in for this kind, in which circumstances, and on which article each rests. */
export function KindPapers({ pack, kind }: { pack: string; kind: Form['kind'] }) {
  const text = useText()
  const read = useGet(at('/api/registration/packs/{pack}/forms/{kind}', { pack, kind }))
  return (
    <section className="stack tight">
      <h2>{text('law.papers')}</h2>
      <Shown read={read}>
        {(f) => f.materials.length + f.fields.length === 0 ? <p className="quiet">{text('filing.materials.none')}</p> : (
          <Scroll label={text('law.papers')}>
            <table className="plain">
              <thead><tr><th>{text('law.paper')}</th><th>{text('law.paper.needed')}</th><th>{text('law.paper.when')}</th><th>{text('law.basis')}</th></tr></thead>
              <tbody>
                {f.materials.map((m) => <tr key={`m${m.key}`}><td>{text.both({ zh: m.titleZh, en: m.titleEn })}{m.statement ? <div className="quiet">{text('law.paper.third')}</div> : null}</td><td>{needed(m, text)}</td><td><When item={m} form={f} /></td><td><LawTag basis={m.basis} open={m.open} reason={m.reason} rests={text.both({ zh: m.titleZh, en: m.titleEn })} /></td></tr>)}
                {f.fields.map((m) => <tr key={`f${m.key}`}><td>{text.both({ zh: m.titleZh, en: m.titleEn })}<div className="quiet">{text('law.paper.field')}</div></td><td>{needed(m, text)}</td><td><When item={m} form={f} /></td><td><LawTag basis={m.basis} open={m.open} reason={m.reason} rests={text.both({ zh: m.titleZh, en: m.titleEn })} /></td></tr>)}
              </tbody>
            </table>
          </Scroll>
        )}
      </Shown>
    </section>
  )
}

function needed(item: { required: boolean; known?: string }, text: ReturnType<typeof useText>): string {
  return text(item.known ? 'law.paper.known' : item.required ? 'material.required' : 'material.optional')
}

function When({ item, form }: { item: Form['fields'][number] | Form['materials'][number]; form: Form }) {
  const text = useText()
  const name = (key: string) => { const c = form.circumstances.find((x) => x.key === key); return c ? text.both(c) : text.find('rule.value', key) ?? key }
  const [when, waived] = [item.when.map(name).join(text('list.comma')), item.waived.map(name).join(text('list.comma'))]
  if (when === '' && waived === '') return <span className="quiet">{text('law.paper.always')}</span>
  return <>{when ? <div>{when}</div> : null}{waived ? <div className="quiet">{text('law.paper.waived', { when: waived })}</div> : null}</>
}
