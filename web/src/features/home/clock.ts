/** The node's clock: the legal day, whether it is a working day, and whether it runs apart from real time. */
export interface ClockNow {
  now: string
  legalDay: string
  workingDay: boolean
  demo: boolean
  moved?: boolean
}
