import type { Shape } from './shape'

/** A server's reasoned "no", as problem+json carries it. */
export type RefusalBody = Shape<'Refusal'>

/** 拒绝 — thrown by the fetch wrapper, shown by RefusalCard; everything else that is thrown is a defect or an outage. */
export class Refusal extends Error {
  constructor(readonly body: RefusalBody) {
    super(body.code ?? String(body.status))
    this.name = 'Refusal'
  }

  get status() {
    return this.body.status
  }

  get code() {
    return this.body.code ?? `http.${this.body.status}`
  }
}

/** Reads a failed reply; a body that is not problem+json still yields a refusal with its status. */
export async function refusalOf(reply: Response): Promise<Refusal> {
  const text = await reply.text()
  try {
    return new Refusal({ ...(JSON.parse(text) as RefusalBody), status: reply.status })
  } catch {
    return new Refusal({ status: reply.status })
  }
}

/** The connection failed before any answer came: nothing is known about the act's fate. */
export function unreachable(): Refusal {
  return new Refusal({ status: 0, code: 'network.unreachable' })
}

export function asRefusal(error: unknown): Refusal {
  if (error instanceof Refusal) return error
  return new Refusal({ status: 0, code: 'client.defect', detail: error instanceof Error ? error.message : String(error) })
}
