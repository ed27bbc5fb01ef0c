/** As much of OpenAPI as the node writes of a product's doors. */
export interface Schema {
  type?: string
  format?: string
  const?: string
  enum?: string[]
  maxLength?: number
  minimum?: number
  maximum?: number
  minProperties?: number
  items?: Schema
  properties?: Record<string, Schema>
  required?: string[]
}

interface Parameter {
  name: string
  in: 'path' | 'query' | 'header'
  required?: boolean
  description?: string
  schema: Schema
}

interface Content { content?: Record<string, { schema?: Schema }> }
interface Act { summary: string; parameters: Parameter[]; requestBody?: Content; responses: Record<string, Content> }

export interface ApiDescription {
  info: { title: string; description: string }
  servers: { url: string }[]
  paths: Record<string, Partial<Record<'get' | 'post', Act>>>
}

export type Door = 'verifications' | 'rows' | 'files' | 'file'

export interface Operation {
  door: Door
  verb: 'get' | 'post'
  path: string
  /** The path with what is known of it filled in. */
  url: string
  summary: string
  parameters: Parameter[]
  request?: Schema
  answer?: Schema
}

const doors: [RegExp, Door][] = [[/\/verifications$/, 'verifications'], [/\/rows$/, 'rows'], [/\/files$/, 'files'], [/\/files\/\{useId\}$/, 'file']]
const jsonOf = (content?: Content) => content?.content?.['application/json']?.schema

/** What can be called, in the order in which the description tells it. */
export function operationsOf(api: ApiDescription): Operation[] {
  const server = (api.servers[0]?.url ?? '').replace(/\/$/, '')
  return Object.entries(api.paths).flatMap(([path, acts]) => (['get', 'post'] as const).flatMap((verb) => {
    const act = acts[verb]
    const door = doors.find(([shape]) => shape.test(path))?.[1]
    if (!act || !door) return []
    const known = path.replace(/\{(\w+)\}/g, (hole, name: string) => act.parameters.find((p) => p.name === name)?.schema.const ?? hole)
    return [{ door, verb, path, url: server + known, summary: act.summary, parameters: act.parameters.filter((p) => p.schema.const === undefined), request: jsonOf(act.requestBody), answer: jsonOf(act.responses['200']) }]
  }))
}

/** A value of the shape that a schema asks for. */
export function exampleOf(schema: Schema | undefined): unknown {
  if (!schema) return undefined
  if (schema.const !== undefined) return schema.const
  if (schema.enum) return schema.enum[0]
  if (schema.type === 'array') return [exampleOf(schema.items) ?? '…']
  if (schema.type === 'object') {
    const all = Object.entries(schema.properties ?? {})
    return Object.fromEntries(all.filter(([name]) => name !== 'purpose').map(([name, of]) => [name, exampleOf(of) ?? '…']))
  }
  if (schema.type === 'integer' || schema.type === 'number') return schema.minimum ?? 1
  if (schema.type === 'boolean') return false
  return schema.format === 'uuid' ? '00000000-0000-0000-0000-000000000000' : '…'
}

/** How a schema is told in a table: its kind and its limits. */
export function kindOf(schema: Schema): string {
  if (schema.enum) return schema.enum.join(' | ')
  if (schema.type === 'array') return `[${schema.items ? kindOf(schema.items) : ''}]`
  const limits = [schema.maxLength ? `≤ ${schema.maxLength}` : '', schema.maximum ? `${schema.minimum ?? ''}–${schema.maximum}` : ''].filter(Boolean).join(' ')
  return [schema.format ?? schema.type ?? 'string', limits].filter(Boolean).join(' ')
}

const columnsOf = (op: Operation) => op.parameters.find((p) => p.name === 'columns')?.schema.items?.enum ?? []
const quote = (text: string) => `'${text.replaceAll("'", `'\\''`)}'`

/** The call as a command; the key stands in the environment, not in the command. */
export function curlOf(op: Operation): string {
  const key = `-H "Authorization: Bearer $YUANLIU_KEY"`
  if (op.door === 'rows') return [`curl -G ${quote(op.url)} \\`, `  ${key} \\`, `  --data-urlencode ${quote(`columns=${columnsOf(op).slice(0, 3).join(',')}`)} -d take=100`].join('\n')
  if (op.door === 'file') return [`curl -OJ ${quote(op.url)} \\`, `  ${key}`].join('\n')
  const once = op.door === 'verifications' ? ` -H "Idempotency-Key: $(uuidgen)"` : ''
  return [`curl ${quote(op.url)} \\`, `  ${key}${once} \\`, `  --json ${quote(JSON.stringify(exampleOf(op.request)))}`].join('\n')
}

const text = (value: unknown) => JSON.stringify(String(value))
const pairsOf = (schema: Schema | undefined, most: number) => Object.keys(schema?.properties ?? {}).slice(0, most).map((name) => `[${text(name)}] = "…"`).join(', ')

/** The same call with the project's own C# client. */
export function clientOf(op: Operation): string {
  const id = /agreements\/([0-9a-f-]{36})/.exec(op.url)?.[1]
  const server = op.url.slice(0, op.url.indexOf('/api/'))
  const open = [`using Yuanliu.Client;`, ``, `using var agreement = new Agreement(`, `    new Uri(${text(server)}), Guid.Parse(${text(id ?? '…')}),`, `    Environment.GetEnvironmentVariable("YUANLIU_KEY")!);`, ``]
  if (op.door === 'verifications') {
    const item = op.request?.properties?.['items']?.items
    const consent = item?.required?.includes('consent') ? ', Consent: "…"' : ''
    return [...open, `var answer = await agreement.Verify(new(`, `    new Dictionary<string, string> { ${pairsOf(item?.properties?.['keys'], 4)} },`, `    new Dictionary<string, string> { ${pairsOf(item?.properties?.['values'], 1)} }${consent}));`, `Console.WriteLine(answer.Outcome);   // Matched, Differs, Unknown`].join('\n')
  }
  if (op.door === 'rows') return [...open, `await foreach (var row in agreement.Rows(columns: [${columnsOf(op).slice(0, 3).map(text).join(', ')}], take: 1000))`, `    Console.WriteLine(string.Join(", ", row));`].join('\n')
  return [...open, `await using var file = File.Create("delivery.csv");`, `var delivery = await agreement.Fetch(FileKind.Csv, file);`].join('\n')
}
