import { useState } from 'react'
import { useGet } from '~/api/queries'
import type { Address } from '~/api/shape'
import { useText } from '~/locales/text'
import { Scroll } from '~/patterns/Scroll'
import { Shown } from '~/patterns/Shown'
import { Panel } from '~/shell/ConsolePage'
import { type ApiDescription, type Operation, clientOf, curlOf, exampleOf, kindOf, operationsOf } from './api'

/** 接口说明 — the doors of a product or an agreement as a page for developers, made from the very description that programs read. */
export function ApiPage({ address }: { address: string }) {
  const text = useText()
  const read = useGet(address as Address<ApiDescription>)
  return (
    <Shown read={read} lines={6}>
      {(api) => (
        <>
          <Panel title={text('api.how')} extra={<a href={address} download="openapi.json">{text('api.json')}</a>}>
            <ol className="bulleted numbered">
              <li>{text('api.how.key')}</li>
              <li>{text('api.how.count')}</li>
              <li>{text('api.how.refused')}</li>
            </ol>
            <p><span className="quiet">{text('api.server')}</span> <span className="code">{api.servers[0]?.url}</span></p>
          </Panel>
          {operationsOf(api).map((op) => <Panel key={op.verb + op.path} title={text.of('api.door', op.door)}><Endpoint op={op} /></Panel>)}
        </>
      )}
    </Shown>
  )
}

function Endpoint({ op }: { op: Operation }) {
  const text = useText()
  return (
    <>
      <p className="endpoint"><span className={`verb ${op.verb}`}>{op.verb.toUpperCase()}</span> <span className="code">{op.path}</span></p>
      <p className="quiet">{text.of('api.door.what', op.door)}</p>
      {op.parameters.length > 0 ? (
        <Scroll label={text('api.parameters')}>
          <table className="plain stacked">
            <thead><tr><th>{text('api.parameter')}</th><th>{text('api.place')}</th><th>{text('field.type')}</th><th>{text('api.meaning')}</th></tr></thead>
            <tbody>
              {op.parameters.map((p) => (
                <tr key={p.name}><td className="code">{p.name}{p.required ? ' *' : ''}</td><td>{text.of('api.in', p.in)}</td><td className="code">{kindOf(p.schema)}</td><td>{text.find('api.parameter', p.name)} {p.description ? <div className="quiet code">{p.description}</div> : null}</td></tr>
              ))}
            </tbody>
          </table>
        </Scroll>
      ) : null}
      <div className="two">
        {op.request ? <Sample label={text('api.request')} code={JSON.stringify(exampleOf(op.request), null, 2)} /> : null}
        {op.answer ? <Sample label={text('api.answer')} code={JSON.stringify(exampleOf(op.answer), null, 2)} /> : null}
      </div>
      <Sample label="curl" code={curlOf(op)} />
      <Sample label="C# · Yuanliu.Client" code={clientOf(op)} />
    </>
  )
}

/** A piece of text to be taken away. */
export function Sample({ label, code }: { label: string; code: string }) {
  const text = useText()
  const [taken, setTaken] = useState(false)
  return (
    <figure className="sample">
      <figcaption className="short-line"><strong>{label}</strong><button type="button" className="link-button" aria-label={`${text('do.copy')} ${label}`} onClick={() => void navigator.clipboard.writeText(code).then(() => setTaken(true))}>{text(taken ? 'do.copied' : 'do.copy')}</button></figcaption>
      <pre className="document" tabIndex={0} aria-label={label}>{code}</pre>
    </figure>
  )
}
