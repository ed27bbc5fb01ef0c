import { Refusal, refusalOf, unreachable } from './refusal'

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

export async function get<T>(path: string, signal?: AbortSignal): Promise<T> {
  return bodyOf<T>(await send(path, { headers: { 'Accept-Language': language }, signal }))
}

export async function getText(path: string): Promise<string> {
  return (await send(path, { headers: { 'Accept-Language': language } })).text()
}

/** A write. When the connection breaks, it is sent once more under the same key, so that it happens at most once. */
export async function write<T>(path: string, body?: unknown, method: 'POST' | 'DELETE' = 'POST'): Promise<T> {
  const init: RequestInit = {
    method,
    headers: {
      'Accept-Language': language,
      'Idempotency-Key': crypto.randomUUID(),
      ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
    },
    body: body === undefined ? undefined : JSON.stringify(body),
  }
  try {
    return await bodyOf<T>(await send(path, init))
  } catch (failure) {
    if (failure instanceof Refusal && failure.status === 0) return bodyOf<T>(await send(path, init))
    throw failure
  }
}

export async function sendForm<T>(path: string, form: FormData): Promise<T> {
  return bodyOf<T>(await send(path, { method: 'POST', headers: { 'Accept-Language': language }, body: form }))
}

/**
 * Streams a file as the raw body. XMLHttpRequest because fetch cannot tell how much of an upload has left.
 * @param progress fraction sent, 0 to 1
 */
export function upload<T>(path: string, file: Blob, progress: (fraction: number) => void, signal?: AbortSignal): Promise<T> {
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

/** Puts the given values into a path's query, leaving out what is empty. */
export function query(path: string, values: Record<string, string | number | undefined>): string {
  const given = Object.entries(values).filter(([, v]) => v !== undefined && v !== '')
  if (given.length === 0) return path
  return path + '?' + new URLSearchParams(given.map(([k, v]) => [k, String(v)] as [string, string])).toString()
}
