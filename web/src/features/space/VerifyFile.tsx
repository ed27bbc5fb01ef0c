import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { refresh } from '~/api/queries'
import { write } from '~/api/http'
import { type Shape, to } from '~/api/shape'
import { formatCount, formatFen } from '~/format/numbers'
import { type Text, useText } from '~/locales/text'
import { FilePicker } from '~/patterns/FilePicker'
import { RefusalCard } from '~/patterns/RefusalCard'
import { Scroll } from '~/patterns/Scroll'
import { type Fault, csvOf, itemsOf } from './batch'
import { OutcomeWord } from './verify'

type Item = Shape<'Space.Verify.Item'>
type Terms = Shape<'Contracts.VerificationTerms'>

interface Props {
  agreementId: string
  terms: Terms
  price: number
  most: number
  closed: boolean
}

/** 按文件批量核验 — a file is read here, its cost is told, and all its lines are verified at once or none. */
export function VerifyFile({ agreementId, terms, price, most, closed }: Props) {
  const text = useText()
  const [file, setFile] = useState<{ name: string; items: Item[] }>()
  const [fault, setFault] = useState<Fault>()
  const verify = useMutation({
    mutationFn: (items: Item[]) => write(to('/api/space/agreements/{id}/verifications', { id: agreementId }), { items }),
    onSettled: () => refresh('/api/space', '/api/trading'),
  })
  const columns = [...terms.keys, ...terms.compared, ...(terms.needsConsent ? [text('verify.column.consent')] : [])]
  const read = async ([picked]: File[]) => {
    if (!picked) return
    verify.reset()
    const asked = itemsOf(await picked.text(), terms, most, text('verify.column.consent'))
    setFault('fault' in asked ? asked.fault : undefined)
    setFile('items' in asked ? { name: picked.name, items: asked.items } : undefined)
  }
  const answers = verify.data?.answers
  const count = (o: Shape<'Space.Outcome'>) => formatCount(answers?.filter((a) => a.outcome === o).length ?? 0)
  const whose = (item: Item) => Object.values(item.keys as unknown as Record<string, string>).join(' ')
  const claimed = (item: Item) => Object.entries(item.values as unknown as Record<string, string>).map(([k, v]) => `${k} ${v}`).join(text('list.comma'))
  const save = () => csvOf([[...terms.keys, text('verify.claims'), text('verify.result')], ...(file?.items ?? []).map((item, i) => [...Object.values(item.keys as unknown as Record<string, string>), claimed(item), text.of('outcome', answers![i]!.outcome)])])
  return (
    <>
      <FilePicker label={text('verify.file')} accept=".csv,text/csv" disabled={closed} hint={text('verify.file.hint', { columns: columns.join(text('list.comma')), most: formatCount(most) })} onFiles={(files) => void read(files)} />
      <p><a href={href(csvOf([columns]))} download="verify.csv">{text('verify.file.example')}</a></p>
      <div aria-live="polite" className="stack tight">
        {fault ? <p className="notice warn">{faultOf(fault, most, text)}</p> : null}
        {file && !answers ? (
          <div className="wrap"><span>{text('verify.file.read', { name: file.name, count: formatCount(file.items.length), price: formatFen(file.items.length * price) })}</span><button type="button" className="button solid" disabled={closed || verify.isPending} onClick={() => verify.mutate(file.items)}>{text(verify.isPending ? 'space.running' : 'verify.file.do')}</button></div>
        ) : null}
        <RefusalCard error={verify.error} />
        {file && answers ? (
          <>
            <p className="wrap"><strong>{text('verify.summary', { matched: count('Matched'), differs: count('Differs'), unknown: count('Unknown') })}</strong><a href={href(save())} download="results.csv">{text('verify.file.save')}</a></p>
            <Scroll label={text('verify.results')} className="result">
              <table className="plain">
                <thead><tr><th className="number">{text('verify.line')}</th><th>{text('verify.whose')}</th><th>{text('verify.claims')}</th><th>{text('verify.result')}</th></tr></thead>
                <tbody>{file.items.map((item, i) => <tr key={i}><td className="number">{i + 2}</td><td className="code">{whose(item)}</td><td>{claimed(item)}</td><td><OutcomeWord outcome={answers[i]!.outcome} /></td></tr>)}</tbody>
              </table>
            </Scroll>
          </>
        ) : null}
      </div>
    </>
  )
}

const href = (csv: string) => `data:text/csv;charset=utf-8,${encodeURIComponent(csv)}`

function faultOf(fault: Fault, most: number, text: Text): string {
  if (fault.kind === 'header') return text('verify.bad.header', { columns: fault.columns.join(text('list.comma')) })
  if (fault.kind === 'many') return text('verify.bad.many', { count: formatCount(fault.count), most: formatCount(most) })
  return fault.kind === 'empty' ? text('verify.bad.empty') : text('verify.bad.line', { line: fault.line, what: text.of('verify.bad', fault.what) })
}
