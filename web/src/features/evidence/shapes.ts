export interface LogState {
  origin: string
  size: number
  /** Base64 as in the checkpoint. */
  root: string
  vkey: string
  /** The signed note itself. */
  checkpoint: string
}

export interface LogEntryLine {
  index: number
  /** Hexadecimal: a version byte and the commitment. */
  entry: string
  leafHash: string
}

export interface LogEntry extends LogEntryLine {
  /** The tree the proof leads to: its size and root. */
  size: number
  proof: string[]
  root: string
}
