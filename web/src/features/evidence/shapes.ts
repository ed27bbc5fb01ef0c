export interface LogState {
  origin: string
  size: number
  /** Base64 as in the checkpoint. */
  root: string
  checkpointAt?: string
  vkey: string
}

export interface LogEntryLine {
  index: number
  leafHash: string
}

export interface LogEntry extends LogEntryLine {
  entryHex: string
  proof: string[]
}
