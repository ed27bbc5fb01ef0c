export interface LegendEntry {
  name: string
  colour: string
  /** Told apart without colour. */
  hatched?: boolean
}

/** 图例 — beside a chart and not in it: names wrap by themselves and never lie on what is drawn. */
export function Legend({ entries }: { entries: LegendEntry[] }) {
  return (
    <ul className="legend" aria-hidden>
      {entries.map((e) => <li key={e.name}><span className={e.hatched ? 'swatch hatched' : 'swatch'} style={e.hatched ? { color: e.colour } : { background: e.colour }} />{e.name}</li>)}
    </ul>
  )
}
