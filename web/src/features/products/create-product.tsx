import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { Link, useNavigate, useSearchParams } from 'react-router'
import { refresh, useGet } from '~/api/queries'
import { write } from '~/api/http'
import { type Shape, at, to } from '~/api/shape'
import { PolicyPreview } from '~/features/space/PolicyPreview'
import { useText } from '~/locales/text'
import { EmptyState } from '~/patterns/EmptyState'
import { LawTag } from '~/patterns/LawTag'
import { RefusalCard } from '~/patterns/RefusalCard'
import { Scroll } from '~/patterns/Scroll'
import { Shown } from '~/patterns/Shown'
import { ConsolePage, Panel } from '~/shell/ConsolePage'
import { ColumnLimits } from './ColumnLimits'
import { ControlsForm } from './ControlsForm'

type ColumnUse = Shape<'Contracts.ColumnUse'>
type Control = Shape<'Contracts.ColumnControl'>

const uses: ColumnUse[] = ['None', 'Dimension', 'Measure', 'Identity', 'Join']

/** 创建数据产品 — a clean-room product over a registered resource: what each column may be used for. */
export default function CreateProduct() {
  const text = useText()
  const given = useSearchParams()[0]
  const from = given.get('from')
  const model = useGet(from ? at('/api/products/{id}', { id: from }) : null)
  const resourceId = given.get('resource') ?? model.data?.resourceId ?? null
  const resource = useGet(resourceId ? at('/api/catalog/resources/{id}', { id: resourceId }) : null)
  const proposal = useGet(resourceId ? at('/api/products/proposal', { resource: resourceId }) : null)
  return (
    <ConsolePage title={text('product.new')} up={{ to: '/console/products', label: text('nav.products') }}>
      {from && !model.data ? <Shown read={model}>{() => null}</Shown> : resourceId === null
        ? <EmptyState title={text('product.which')} hint={text('product.none.hint')}><Link className="button solid" to="/console/catalog">{text('nav.resources')}</Link></EmptyState>
        : <Shown read={resource}>{(r) => <Shown read={proposal}>{(p) => <ProductForm resource={r} proposal={p} model={model.data} />}</Shown>}</Shown>}
    </ConsolePage>
  )
}

interface Props {
  resource: Shape<'Catalog.ReadResources.View'>
  proposal: Shape<'Products.ProposeUses.View'>
  /** A product whose policy is taken over to be changed: agreements on it keep the policy they were signed with. */
  model?: Shape<'Products.ProductView'>
}

function ProductForm({ resource, proposal, model }: Props) {
  const text = useText()
  const navigate = useNavigate()
  const [name, setName] = useState(model?.name ?? resource.title)
  const [description, setDescription] = useState(model?.description ?? resource.description)
  const [minGroup, setMinGroup] = useState(model?.minGroup ?? proposal.minGroup)
  const [chosen, setChosen] = useState<Record<string, ColumnUse>>(() => Object.fromEntries((model ?? proposal).columns.map((c) => [c.name, c.use])))
  const why = new Map(proposal.columns.map((c) => [c.name, c]))
  const [limits, setLimits] = useState<Record<string, Control>>(() => Object.fromEntries((model ?? proposal).columns.flatMap((c) => (c.control ? [[c.name, c.control]] : []))))
  /** What a proposed bound tells by itself, as long as it stands as it was proposed. */
  const warned = (name: string) => {
    const [is, was] = [limits[name], why.get(name)?.control]
    return was !== undefined && is?.low === was.low && is?.high === was.high
  }
  const [controls, setControls] = useState(model?.controls ?? proposal.controls)
  const terms = { resourceId: resource.id, minGroup, columns: resource.fields.map((f) => ({ name: f.name, use: chosen[f.name] ?? 'None', control: limits[f.name] })).filter((c) => c.use !== 'None'), controls }
  const create = useMutation({
    mutationFn: () => write(to('/api/products'), { ...terms, name: name.trim(), description: description.trim() }),
    onSuccess: ({ id }) => {
      void refresh('/api/products', '/api/work')
      void navigate(`/console/products/${id}`)
    },
  })
  const none = Object.values(chosen).every((u) => u === 'None') && controls.verification === undefined
  return (
    <form className="stack" onSubmit={(e: FormEvent) => { e.preventDefault(); create.mutate() }}>
      <Panel title={text('product.about')}>
        <div className="form">
          {model ? <p className="notice">{text('product.anew.what', { product: model.name })}</p> : null}
          <p className="quiet">{text('product.from', { resource: resource.title })} {resource.certificateNumber ? <Link to={`/v/${resource.certificateNumber}`}>{resource.certificateNumber}</Link> : null}</p>
          <div className="field"><label htmlFor="name">{text('product.name')}</label><input id="name" className="input" required maxLength={200} value={name} onChange={(e) => setName(e.target.value)} /></div>
          <div className="field"><label htmlFor="description">{text('product.description')}</label><textarea id="description" className="input" rows={3} required maxLength={4000} value={description} onChange={(e) => setDescription(e.target.value)} /></div>
          <div className="field"><label htmlFor="minGroup">{text('product.min-group')}</label><input id="minGroup" type="number" min={1} max={100000} className="input" required value={minGroup} onChange={(e) => setMinGroup(Number(e.target.value))} /><span className="hint">{text('product.min-group.hint')}</span></div>
        </div>
      </Panel>
      <Panel title={text('product.columns')}>
        <p className="quiet">{text('product.columns.what')}</p>
        <Scroll label={text('product.columns')}>
          <table className="plain stacked">
            <thead><tr><th>{text('field.title')}</th><th className="spare">{text('field.name')}</th><th>{text('resource.level')}</th><th>{text('field.use')}</th><th>{text('limit')}</th><th className="spare">{text('product.why')}</th></tr></thead>
            <tbody>
              {resource.fields.map((f) => (
                <tr key={f.name}>
                  <td>{f.title}</td><td className="code spare">{f.name}</td><td>{text('level', { level: f.level })}{f.personal ? <span className="personal"> {text.of('personal', f.personal)}</span> : null}</td>
                  <td>
                    <select className="input" aria-label={text('product.use-of', { field: f.title })} disabled={why.get(f.name)?.closed} value={chosen[f.name]} onChange={(e) => { setChosen({ ...chosen, [f.name]: e.target.value as ColumnUse }); setLimits({ ...limits, [f.name]: { joinable: false } }) }}>
                      {uses.map((u) => <option key={u} value={u}>{text.of('use', u)}</option>)}
                    </select>
                  </td>
                  <td><ColumnLimits title={f.title} use={chosen[f.name] ?? 'None'} control={limits[f.name] ?? { joinable: false }} noise={controls.modes.includes('Private')} onChange={(c) => setLimits({ ...limits, [f.name]: c })} />{chosen[f.name] === 'Measure' && warned(f.name) ? <span className="hint warn-text">{text.both(why.get(f.name)?.warning)}</span> : null}</td>
                  <td className="spare quiet">{text.both(why.get(f.name)?.why)} <LawTag basis={why.get(f.name)?.basis} rests={f.title} /></td>
                </tr>
              ))}
            </tbody>
          </table>
        </Scroll>
      </Panel>
      <Panel title={text('control.title')}>
        {model ? null : <ul className="bulleted">{proposal.reasons.map((r) => <li key={r.why.zh}>{text.both(r.why)} <LawTag basis={r.basis} rests={text.both(r.why)} open={r.open} reason={r.reason} /></li>)}</ul>}
        <ControlsForm controls={controls} fields={resource.fields} onChange={setControls} />
      </Panel>
      <Panel title={text('preview.title')}><PolicyPreview terms={terms} /></Panel>
      <Panel title={text('product.finish')}>
        <RefusalCard error={create.error} />
        <div className="wrap"><button type="submit" className="button solid" disabled={create.isPending || none}>{text('product.create')}</button>{none ? <span className="quiet">{text('product.columns.needed')}</span> : null}</div>
      </Panel>
    </form>
  )
}
