import { LineChart } from 'echarts/charts'
import { GridComponent, TooltipComponent } from 'echarts/components'
import { init, use } from 'echarts/core'
import { SVGRenderer } from 'echarts/renderers'
import { useEffect, useRef } from 'react'
import { microPerOne } from '~/features/products/noise'
import { formatShortDay } from '~/format/dates'
import { formatMeasure } from '~/format/numbers'
import { useText } from '~/locales/text'
import type { Burn } from './burn'

use([LineChart, GridComponent, TooltipComponent, SVGRenderer])

interface Props {
  burn: Burn
  /** The first and the last day of the month. */
  from: string
  until: string
  total: number
}

/** 预算消耗 — a step for each answer, from the first day of the month to its last. */
export default function BurnChart({ burn, from, until, total }: Props) {
  const text = useText()
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const chart = init(box.current!, undefined, { renderer: 'svg' })
    const ink = '#4b565d'
    const start = Date.parse(`${from}T00:00:00+08:00`)
    const end = Date.parse(`${until}T23:59:59+08:00`)
    const points = [[start, (total - burn.others) / microPerOne], ...burn.steps.map((s) => [Date.parse(s.at), s.left / microPerOne])]
    const last = points.at(-1)!
    chart.setOption({
      animation: false,
      textStyle: { fontFamily: getComputedStyle(box.current!).fontFamily },
      grid: { left: 4, right: 24, top: 30, bottom: 4, containLabel: true },
      tooltip: { trigger: 'axis', renderMode: 'richText', valueFormatter: (v: unknown) => (typeof v === 'number' ? `ρ ${formatMeasure(v)}` : '') },
      xAxis: { type: 'time', min: start, max: end, minInterval: 24 * 3600 * 1000, axisLabel: { color: ink, hideOverlap: true, formatter: (v: number) => formatShortDay(new Date(v + 8 * 3600 * 1000).toISOString().slice(0, 10), text.language) }, splitLine: { show: false } },
      yAxis: { type: 'value', name: text('noise.left.axis'), min: 0, max: total / microPerOne, axisLabel: { color: ink }, splitLine: { lineStyle: { color: '#eceff1' } } },
      series: [
        { type: 'line', step: 'end', data: points, symbolSize: 7, itemStyle: { color: '#0e6e83' }, lineStyle: { width: 2 }, areaStyle: { color: '#e3f0f3' } },
        { type: 'line', data: [last, [end, last[1]!]], symbol: 'none', lineStyle: { width: 2, type: 'dashed', color: '#0e6e83' }, tooltip: { show: false } },
      ],
    })
    const watch = new ResizeObserver(() => chart.resize())
    watch.observe(box.current!)
    return () => {
      watch.disconnect()
      chart.dispose()
    }
  }, [burn, from, until, total, text])
  return <div ref={box} className="chart low" role="img" aria-label={text('noise.burn.label')} />
}
