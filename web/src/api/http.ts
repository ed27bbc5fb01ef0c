import { Refusal, refusalOf, unreachable } from './refusal'
import type { Act, Address } from './shape'

let language = 'zh-CN'

/** Every later request asks for its sentences in this language. */
export function speak(tag: string) {
  language = tag
}

async function send(path: string, init: RequestInit): Promise<Response> {
  let reply: Response
  try {
    reply = await fetch(path, { credentials: 'same-origin', ...init })
  } catch (failure) {
    if (failure instanceof DOMException && failure.name === 'AbortError') throw failure
    throw unreachable()
  }
  if (!reply.ok) throw await refusalOf(reply)
  return reply
}

async function bodyOf<T>(reply: Response): Promise<T> {
  const text = await reply.text()
  return (text === '' ? undefined : JSON.parse(text)) as T
}

export async function get<T>(path: Address<T>, signal?: AbortSignal): Promise<T> {
  return bodyOf<T>(await send(path, { headers: { 'Accept-Language': language }, signal }))
}

export async function getText(path: string): Promise<string> {
  return (await send(path, { headers: { 'Accept-Language': language } })).text()
}

/** A write to an address of the description, with the body it wants. */
export function write<Body, Reply>(act: Act<Body, Reply>, ...[body]: undefined extends Body ? [body?: Body] : [body: NoInfer<Body>]): Promise<Reply> {
  return follow(act, body) as Promise<Reply>
}

/** The same, for what may take long: whoever waits can stop waiting. */
export function writeUntil<Body, Reply>(signal: AbortSignal, act: Act<Body, Reply>, body: NoInfer<Body>): Promise<Reply> {
  return follow(act, body, 'POST', { signal }) as Promise<Reply>
}

/** What the server does in a job where it is asked not to keep one waiting. */
export interface Started {
  jobId: string
}

/** The same as a job where it takes long: what is there already comes at once. */
export function begin<Body, Reply>(act: Act<Body, Reply>, body: NoInfer<Body>): Promise<Reply | Started> {
  return follow(act, body, 'POST', { headers: { Prefer: 'respond-async' } }) as Promise<Reply | Started>
}

/**
 * A write to an address that the server named itself, as an open step's; whoever knows the body checks it with `satisfies`.
 * When the connection breaks, it is sent once more under the same key, so that it happens at most once.
 */
export async function follow(path: string, body?: unknown, method: 'POST' | 'DELETE' = 'POST', more: { headers?: Record<string, string>; signal?: AbortSignal } = {}): Promise<unknown> {
  const init: RequestInit = {
    method, signal: more.signal,
    headers: {
      ...more.headers,
      'Accept-Language': language,
      'Idempotency-Key': crypto.randomUUID(),
      ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
    },
    body: body === undefined ? undefined : JSON.stringify(body),
  }
  try {
    return await bodyOf(await send(path, init))
  } catch (failure) {
    if (failure instanceof Refusal && failure.status === 0) return bodyOf(await send(path, init))
    throw failure
  }
}

export async function sendForm<T>(path: Act<undefined, T>, form: FormData): Promise<T> {
  return bodyOf<T>(await send(path, { method: 'POST', headers: { 'Accept-Language': language }, body: form }))
}

/** A list or another plain text as the whole body. */
export async function sendText<Reply>(act: Act<never, Reply>, body: Blob): Promise<Reply> {
  return bodyOf<Reply>(await send(act, { method: 'POST', headers: { 'Accept-Language': language, 'Content-Type': 'text/plain' }, body }))
}

/**
 * Streams a file as the raw body. XMLHttpRequest because fetch cannot tell how much of an upload has left.
 * @param progress fraction sent, 0 to 1
 */
export function upload<T>(path: Act<undefined, T>, file: Blob, progress: (fraction: number) => void, signal?: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    request.open('POST', path)
    request.setRequestHeader('Accept-Language', language)
    request.setRequestHeader('Content-Type', 'application/octet-stream')
    request.upload.onprogress = (e) => progress(e.lengthComputable ? e.loaded / e.total : 0)
    request.onload = () => {
      const reply = new Response(request.responseText, { status: request.status < 200 ? 500 : request.status })
      if (reply.ok) resolve(JSON.parse(request.responseText) as T)
      else void refusalOf(reply).then(reject)
    }
    request.onerror = () => reject(unreachable())
    request.onabort = () => reject(new DOMException('aborted', 'AbortError'))
    signal?.addEventListener('abort', () => request.abort())
    request.send(file)
  })
}
