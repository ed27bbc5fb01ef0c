import type { components, paths } from './schema'

/** A type of the API description by its name there, for example `Shape<'Registration.GetFiling.View'>`. */
export type Shape<Name extends keyof components['schemas']> = components['schemas'][Name]

/** One page of a list; `next` is the cursor of the page that follows. */
export interface Page<T> {
  items: T[]
  next?: string
}

declare const answers: unique symbol
declare const asks: unique symbol

/** An address of the server, and what a read of it answers. */
export type Address<Reply> = string & { readonly [answers]: Reply }

/** An address that is written to: what it wants and what it answers. */
export type Act<Body, Reply> = string & { readonly [asks]: (body: Body) => void; readonly [answers]: Reply }

type Json<T> = { content: { 'application/json': T } }
type Told<Responses> = Responses extends { 200: Json<infer T> } ? T : Responses extends { 201: Json<infer T> } ? T : void
type Of<Path extends keyof paths, Verb extends 'get' | 'post'> = NonNullable<paths[Path][Verb]>

/** Paths that the description says can be read, or written to. */
type PathOf<Verb extends 'get' | 'post'> = { [P in keyof paths]: paths[P][Verb] extends { responses: unknown } ? P : never }[keyof paths]

type Given = Record<string, string | number | undefined>
type InPath<Operation> = Operation extends { parameters: { path: infer P extends object } } ? { [K in keyof P]: string | number | undefined } : unknown
type InQuery<Operation> = Operation extends { parameters: { query?: infer Q } } ? ([Q] extends [undefined] ? unknown : { [K in keyof Q]?: Q[K] | string }) : unknown
type Values<Operation> = InPath<Operation> & InQuery<Operation>
type Rest<Operation> = unknown extends Values<Operation> ? [] : object extends Values<Operation> ? [values?: Values<Operation>] : [values: Values<Operation>]

type Reply<Operation> = Operation extends { responses: infer R } ? Told<R> : never
type Body<Operation> = Operation extends { requestBody?: infer B } ? (NonNullable<B> extends Json<infer T> ? T : undefined) : undefined

/** What is given and named in braces goes into the path, what is given besides into the query; nothing given, nothing written. */
function fill(path: string, values: Given = {}): string {
  const rest = new Map(Object.entries(values))
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = String(rest.get(name) ?? '')
    rest.delete(name)
    return encodeURIComponent(value)
  })
  return within(filled, Object.fromEntries(rest))
}

/** Puts the given values into an address's query, leaving out what is empty. */
export function within<A extends string>(address: A, values: Given): A {
  const given = Object.entries(values).filter(([, v]) => v !== undefined && v !== '')
  if (given.length === 0) return address
  return `${address}${address.includes('?') ? '&' : '?'}${new URLSearchParams(given.map(([k, v]) => [k, String(v)] as [string, string])).toString()}` as A
}

/** An address to read; a path the server does not have, or a value it does not know, does not compile. */
export function at<P extends PathOf<'get'>>(path: P, ...[values]: Rest<Of<P, 'get'>>): Address<Reply<Of<P, 'get'>>> {
  return fill(path, values as Given | undefined) as Address<Reply<Of<P, 'get'>>>
}

/** An address to write to. */
export function to<P extends PathOf<'post'>>(path: P, ...[values]: Rest<Of<P, 'post'>>): Act<Body<Of<P, 'post'>>, Reply<Of<P, 'post'>>> {
  return fill(path, values as Given | undefined) as Act<Body<Of<P, 'post'>>, Reply<Of<P, 'post'>>>
}
