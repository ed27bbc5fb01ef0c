import { BarChart, LineChart } from 'echarts/charts'
import { GridComponent, TooltipComponent } from 'echarts/components'
import { init, use } from 'echarts/core'
import { SVGRenderer } from 'echarts/renderers'
import { useEffect, useRef } from 'react'
import { formatMeasure } from '~/format/numbers'
import { useText } from '~/locales/text'
import type { ChartPlan } from './chart'

use([BarChart, LineChart, GridComponent, TooltipComponent, SVGRenderer])

/** One series, named on its axes, values written at the bars; the table stands below it. */
export default function Chart({ plan }: { plan: ChartPlan }) {
  const text = useText()
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const chart = init(box.current!, undefined, { renderer: 'svg' })
    const few = plan.names.length <= 16
    const label = { show: few, position: 'top' as const, color: '#1b2328', formatter: (p: { value: unknown }) => (typeof p.value === 'number' ? formatMeasure(p.value) : '') }
    chart.setOption({
      animation: false,
      textStyle: { fontFamily: 'inherit' },
      grid: { left: 8, right: 24, top: 36, bottom: 8, containLabel: true },
      tooltip: { trigger: 'axis', renderMode: 'richText', valueFormatter: (v: unknown) => (typeof v === 'number' ? formatMeasure(v) : '—') },
      xAxis: { type: 'category', data: plan.names, name: plan.by, nameLocation: 'middle', nameGap: 30, axisLabel: { color: '#4b565d' } },
      yAxis: { type: 'value', name: plan.of, scale: plan.kind === 'line', axisLabel: { color: '#4b565d', formatter: (v: number) => formatMeasure(v) }, splitLine: { lineStyle: { color: '#eceff1' } } },
      series: [plan.kind === 'line'
        ? { type: 'line', data: plan.values, label, symbolSize: 7, itemStyle: { color: '#0e6e83' }, lineStyle: { width: 2 } }
        : { type: 'bar', data: plan.values, label, itemStyle: { color: '#0e6e83' }, barMaxWidth: 48 }],
    })
    const watch = new ResizeObserver(() => chart.resize())
    watch.observe(box.current!)
    return () => {
      watch.disconnect()
      chart.dispose()
    }
  }, [plan])
  return (
    <figure>
      <div ref={box} className="chart" role="img" aria-label={text('chart.label', { of: plan.of, by: plan.by })} />
      {plan.cut ? <figcaption className="quiet">{text('chart.cut', { count: plan.names.length })}</figcaption> : null}
    </figure>
  )
}
