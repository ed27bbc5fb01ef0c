import { afterEach, describe, expect, it, vi } from 'vitest'
import { safeReturn } from '~/features/parties/return'
import { follow, get, speak } from './http'
import { Refusal } from './refusal'
import { type Address, at, within } from './shape'

/** Answers one request after the other with what is given; an Error breaks the connection. */
function serve(...replies: (Response | Error)[]) {
  const calls: { path: string; init: RequestInit }[] = []
  vi.stubGlobal('fetch', (path: string, init: RequestInit) => {
    calls.push({ path, init })
    const reply = replies.shift()!
    return reply instanceof Error ? Promise.reject(reply) : Promise.resolve(reply)
  })
  return calls
}

const header = (init: RequestInit, name: string) => new Headers(init.headers).get(name)

afterEach(() => vi.unstubAllGlobals())

describe('a request', () => {
  it('asks in the chosen language with the session of this site only', async () => {
    const calls = serve(new Response('{"a":1}'))
    speak('en')
    expect(await get(at('/api/clock'))).toEqual({ a: 1 })
    expect(header(calls[0]!.init, 'Accept-Language')).toBe('en')
    expect(calls[0]!.init.credentials).toBe('same-origin')
  })

  it('becomes a refusal with code, basis and both languages when the server says no', async () => {
    serve(new Response('{"status":409,"code":"registration.step-not-open","basis":"BJ-OPIN-2023 §6","zh":"不能办理","en":"not possible"}', { status: 409 }))
    const refused = await get('/api/x' as Address<unknown>).catch((e: unknown) => e)
    expect(refused).toBeInstanceOf(Refusal)
    expect((refused as Refusal).body).toMatchObject({ status: 409, code: 'registration.step-not-open', basis: 'BJ-OPIN-2023 §6', zh: '不能办理', en: 'not possible' })
  })

  it('still becomes a refusal when a proxy answers with a page', async () => {
    serve(new Response('<html>', { status: 502 }))
    expect(await get('/api/x' as Address<unknown>).catch((e: Refusal) => e.code)).toBe('http.502')
  })
})

describe('a write', () => {
  it('is sent again under the same key when the connection breaks', async () => {
    const calls = serve(new TypeError('network'), new Response(null, { status: 204 }))
    expect(await follow('/api/x', { reason: 'r' })).toBeUndefined()
    expect(calls).toHaveLength(2)
    expect(header(calls[0]!.init, 'Idempotency-Key')).toBe(header(calls[1]!.init, 'Idempotency-Key'))
  })

  it('is not sent again when the server refused it', async () => {
    const calls = serve(new Response('{"code":"a.b"}', { status: 409 }))
    expect(await follow('/api/x').catch((e: Refusal) => e.code)).toBe('a.b')
    expect(calls).toHaveLength(1)
  })

  it('carries a new key each time', async () => {
    const calls = serve(new Response(null, { status: 204 }), new Response(null, { status: 204 }))
    await follow('/api/x')
    await follow('/api/x')
    expect(header(calls[0]!.init, 'Idempotency-Key')).not.toBe(header(calls[1]!.init, 'Idempotency-Key'))
  })
})

describe('a path', () => {
  it('carries only the values that are given, encoded', () => {
    expect(within('/api/x', { q: '水质 & 空气', after: undefined, stage: '', take: 20 })).toBe('/api/x?q=%E6%B0%B4%E8%B4%A8+%26+%E7%A9%BA%E6%B0%94&take=20')
    expect(within('/api/x', {})).toBe('/api/x')
    expect(within('/api/x?take=5', { after: 'a' })).toBe('/api/x?take=5&after=a')
    expect(at('/api/public/certificates/{number}', { number: '京/登 1' })).toBe('/api/public/certificates/%E4%BA%AC%2F%E7%99%BB%201')
  })

  it('returns after sign-in only to this site', () => {
    expect(safeReturn('/console/filings?stage=Submitted')).toBe('/console/filings?stage=Submitted')
    for (const bad of [null, '', 'https://elsewhere', '//elsewhere', '/\\elsewhere', 'javascript:1']) expect(safeReturn(bad)).toBe('/console')
  })
})
