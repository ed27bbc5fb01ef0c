/** Where to go after sign-in: only a path on this site may be returned to. */
export function safeReturn(asked: string | null): string {
  return asked && /^\/(?![/\\])/.test(asked) ? asked : '/console'
}
