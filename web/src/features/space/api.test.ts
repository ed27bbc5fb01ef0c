import { describe, expect, it } from 'vitest'
import { type ApiDescription, clientOf, curlOf, exampleOf, operationsOf } from './api'

const id = '01890000-0000-7000-8000-000000000001'
const path = { name: 'id', in: 'path' as const, required: true, schema: { type: 'string', format: 'uuid', const: id } }
const api: ApiDescription = {
  info: { title: 'HY-1', description: '信贷' }, servers: [{ url: 'https://space.example/' }],
  paths: {
    '/api/space/agreements/{id}/verifications': {
      post: {
        summary: '核验', parameters: [path], responses: { 200: {} },
        requestBody: { content: { 'application/json': { schema: { type: 'object', properties: { items: { type: 'array', items: { type: 'object', required: ['consent'], properties: { keys: { type: 'object', properties: { 代码: { type: 'string' } } }, values: { type: 'object', properties: { "o'k": { type: 'string' } } }, consent: { type: 'string' } } } }, purpose: { type: 'string' } } } } } },
      },
    },
    '/api/space/agreements/{id}/rows': { get: { summary: '接口查询', parameters: [path, { name: 'columns', in: 'query', schema: { type: 'array', items: { enum: ['行业', '年电费'] } } }], responses: { 200: {} } } },
    '/api/other': { get: { summary: 'unknown', parameters: [], responses: {} } },
  },
}

describe('the description of a product as a page', () => {
  const operations = operationsOf(api)

  it('lists the doors it knows, with the agreement filled in', () => {
    expect(operations.map((o) => o.door)).toEqual(['verifications', 'rows'])
    expect(operations[0]!.url).toBe(`https://space.example/api/space/agreements/${id}/verifications`)
    expect(operations[0]!.parameters).toEqual([])
  })

  it('writes an example of what is asked', () => {
    expect(exampleOf(operations[0]!.request)).toEqual({ items: [{ keys: { 代码: '…' }, values: { "o'k": '…' }, consent: '…' }] })
  })

  it('writes commands whose key stands elsewhere and whose quotes hold', () => {
    expect(curlOf(operations[0]!)).toContain(`o'\\''k`)
    expect(curlOf(operations[1]!)).toContain("'columns=行业,年电费'")
    for (const op of operations) expect(curlOf(op)).toContain('$YUANLIU_KEY')
  })

  it('writes the same call with the client', () => {
    expect(clientOf(operations[0]!)).toContain('["代码"] = "…"')
    expect(clientOf(operations[0]!)).toContain('Consent: "…"')
    expect(clientOf(operations[1]!)).toContain(`Guid.Parse("${id}")`)
  })
})
