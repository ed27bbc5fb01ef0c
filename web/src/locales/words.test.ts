import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import en from './en.json'
import zh from './zh.json'

const docs = join(import.meta.dirname, '../../../docs')
const description = JSON.parse(readFileSync(join(docs, 'openapi.json'), 'utf8')) as
  { paths: Record<string, unknown>; components: { schemas: Record<string, { enum?: string[] }> } }
const said = (groups: readonly string[], value: string) =>
  [zh, en].every((words) => groups.some((group) => `${group}.${value}` in words))

/** Where the words of each list of values of the server stand; an empty list: no page shows it. */
const groups: Record<string, readonly string[]> = {
  'Catalog.Stage': ['stage.resource'], 'Products.Stage': ['stage.product'], 'Registration.Stage': ['stage.filing'], 'Trading.Stage': ['stage.agreement', 'stage'],
  'Trading.ListingStage': ['stage.listing'], 'Settlement.BillStage': ['stage.bill'], 'Settlement.DepositStage': ['stage.deposit'],
  'Contracts.CertificateStatus': ['stage.certificate'], 'Kernel.JobState': ['stage.job'], 'Space.UseKind': ['stage.use'], 'Space.PathStep': ['path'], 'Space.PathState': ['path.state'], 'Space.ReplayOutcome': ['replay'],
  'Registration.Step': ['step'], 'Registration.Deadline': ['deadline'], 'Registration.ProcedureName': ['procedure'],
  'Registration.ObjectionOutcome': ['objection.outcome'], 'Registration.PackStatus': ['pack.status'], 'Kernel.SourceStatus': ['pack.status'], 'Registration.FilingKind': ['filing.kind'],
  'Compute.ClauseClass': ['held'], 'Contracts.ColumnUse': ['use'], 'Contracts.RightKind': ['right'], 'Kernel.Actor': ['actor'], 'Trading.Side': ['actor'],
  'Kernel.Role': ['role'], 'Kernel.TermUnit': ['unit'], 'Parties.OrganizationKind': ['party'], 'Products.NegativeEffect': ['negative'], 'Trading.PriceMode': ['price'],
  'Contracts.UseMode': ['mode'], 'Space.Cause': ['cause'], 'Space.Stage': ['stage.space'], 'Contracts.Comparing': ['comparing'], 'Contracts.DutyKind': ['duty'],
  'Space.DeliveryStage': ['stage.delivery'], 'Space.DutyStage': ['stage.duty'], 'Space.DerivedStage': ['stage.derived'], 'Space.FileFormat': ['file.format'], 'Contracts.KeyStage': ['stage.key'], 'Contracts.ParameterKind': ['parameter.kind'], 'Space.Outcome': ['outcome'],
  // Told in whole sentences of the server's own, or under another name.
  'Registration.Circumstance': [], 'Registration.FilingEvent': [], 'Registration.FilingParty': [],
  'Registration.CertificateContent': ['rule.value'], 'Registration.FieldType': [], 'Registration.KnownFact': [], 'Registration.AssetForm': [],
  'Registration.AccountCaseKind': ['account.case'], 'Registration.AccountStage': ['stage.account-case'], 'Registration.AccountStatus': ['stage.account'],
  'Registration.EncumbranceKind': ['encumbrance'], 'Registration.EncumbranceStatus': ['right.status'], 'Registration.RightStatus': ['right.status'],
  'Registration.HearingSide': ['hearing.side'], 'Registration.ItemResult': ['review.result'], 'Registration.OrderState': ['stage.review'],
  'Registration.Vote': ['vote'], 'Registration.StatementKind': ['statement'],
  'Registration.TradeState': ['stage.signed-trade'],
  'Registration.InterestNature': ['interest'], 'Registration.StopReason': ['stop'],
  'Space.ValueKind': [],
  'Products.NegativeCheck': [], 'Settlement.AccountKind': [], 'Settlement.EntryKind': [], 'Settlement.ShareRole': [],
}

/** What the generated picture of a procedure is called, and what its stages are called in the language files. */
const procedures: Record<string, string> = { catalog: 'resource', registration: 'filing', confirmation: 'filing', 'objection-pending-suit': 'filing', 'objection-marked-first': 'filing' }

describe('the words for what the server names', () => {
  it('cover every value of every list in the API description', () => {
    const lists = Object.entries(description.components.schemas).filter(([, schema]) => schema.enum)
    expect(lists.map(([name]) => name).filter((name) => !(name in groups)), 'say above where their words stand').toEqual([])
    const silent = lists.flatMap(([name, schema]) => groups[name]!.length === 0 ? [] : schema.enum!.filter((value) => !said(groups[name]!, value)).map((value) => `${groups[name]![0]}.${value}`))
    expect(silent).toEqual([])
  })

  it('cover every reason for which a use is refused', () => {
    // Told to whoever acts, and kept with no use: what is not there, who is linked, what is named or owed.
    const apart = /^space\.(no-such-(?!template|table)|circle|in-circle|not-in-circle|derived-(bounds|empty|looser|name-taken|too)|copy-|no-deliveries|not-an-identity|paid-by|too-many-keys)/
    const codes = [...readFileSync(join(docs, 'refusals.md'), 'utf8').matchAll(/^\| `(space\.[\w.-]+)`/gm)].map((m) => m[1]!)
    expect(codes.length).toBeGreaterThan(60)
    expect(codes.filter((code) => !apart.test(code) && !said(['refusal'], code))).toEqual([])
  })

  it('cover every kind of long work', () => {
    const modules = join(docs, '../src/Modules')
    const kinds = readdirSync(modules, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.cs') && !/[\\/](bin|obj)[\\/]/.test(file))
      .flatMap((file) => [...readFileSync(join(modules, file), 'utf8').matchAll(/static string Kind => "([^"]+)"/g)].map((m) => m[1]!))
    expect(kinds.length).toBeGreaterThan(3)
    expect(kinds.filter((kind) => !said(['job'], kind))).toEqual([])
  })

  it('cover every stage, step and actor of every procedure', () => {
    const silent = new Set<string>()
    for (const file of readdirSync(join(docs, 'workflows'))) {
      const table = file.replace('.md', '')
      const subject = procedures[table] ?? (table.startsWith('registration-') ? 'filing' : table)
      for (const line of readFileSync(join(docs, 'workflows', file), 'utf8').split('\n')) {
        const [, step, from, to, actor, clock] = /^\| (\w+) \| (\w+) \| (\w+) \| (\w+) \| (\w+|–) \|$/.exec(line) ?? []
        if (!step || step === 'Step') continue
        if (!said([`step.${subject}`, 'step'], step)) silent.add(`step.${subject}.${step}`)
        for (const stage of [from!, to!]) if (!said([`stage.${subject}`, 'stage'], stage)) silent.add(`stage.${subject}.${stage}`)
        if (!said(['actor'], actor!)) silent.add(`actor.${actor}`)
        if (clock !== '–' && !said(['deadline'], clock!)) silent.add(`deadline.${clock}`)
      }
    }
    expect([...silent]).toEqual([])
  })

  it('cover every scope a token may have', () => {
    const operations = Object.values(description.paths).flatMap((path) => Object.values(path as Record<string, { description?: string }>))
    const scopes = new Set(operations.flatMap((o) => /^(\w+):(\w+):/.exec(o.description ?? '')?.slice(1).map((part, i) => `scope.${i === 0 ? 'area' : 'verb'}.${part}`) ?? []))
    expect(scopes.size).toBeGreaterThan(5)
    expect([...scopes].filter((key) => !(key in zh && key in en))).toEqual([])
  })

  it('cover every kind of fact', () => {
    const kinds = [...readFileSync(join(docs, 'facts.md'), 'utf8').matchAll(/^\| `([\w.-]+)\/\d+` \| (.*) \|/gm)]
    expect(kinds.length).toBeGreaterThan(10)
    // A step is told by its own name.
    expect(kinds.filter(([, kind, fields]) => !/`step`/.test(fields!) && !said(['fact'], kind!)).map(([, kind]) => `fact.${kind}`)).toEqual([])
  })
})

describe('the addresses in the source', () => {
  it('lead to paths of the API description', () => {
    const known = Object.keys(description.paths).map((path) => path.replace(/\{\w+\}/g, '{}'))
    const root = join(import.meta.dirname, '..')
    const wrong = readdirSync(root, { recursive: true, encoding: 'utf8' })
      .filter((file) => /\.tsx?$/.test(file) && !/\.test\.ts$|schema\.ts$/.test(file))
      .flatMap((file) => [...readFileSync(join(root, file), 'utf8').matchAll(/['"`](\/api\/[^'"`\s]*)['"`]/g)].map((m) => ({ file, path: m[1]! })))
      .filter(({ path }) => !known.some((k) => k.startsWith(path.replace(/\$?\{[^}]*\}/g, '{}').replace(/\?.*$/, ''))))
    expect(wrong).toEqual([])
  })
})
