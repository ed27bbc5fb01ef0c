import { BarChart, CustomChart, LineChart } from 'echarts/charts'
import { GridComponent, TooltipComponent } from 'echarts/components'
import { init, use } from 'echarts/core'
import { SVGRenderer } from 'echarts/renderers'
import { useEffect, useRef } from 'react'
import { formatMeasure } from '~/format/numbers'
import { useText } from '~/locales/text'
import type { ChartPlan } from './chart'

use([BarChart, CustomChart, LineChart, GridComponent, TooltipComponent, SVGRenderer])

/** A stroke with two ends at each value: as far as noise may have moved it. */
function errorBars(values: (number | null)[], bar: number, name: string) {
  interface Api { value: (i: number) => number; coord: (at: [number, number]) => [number, number] }
  return {
    type: 'custom' as const, name, z: 5, tooltip: { show: false }, encode: { x: 0, y: [1, 2] },
    data: values.flatMap((v, i) => (v === null ? [] : [[i, v - bar, v + bar]])),
    renderItem: (_: unknown, api: Api) => {
      const [x, low] = api.coord([api.value(0), api.value(1)])
      const [, high] = api.coord([api.value(0), api.value(2)])
      const stroke = (x1: number, y1: number, x2: number, y2: number) => ({ type: 'line' as const, shape: { x1, y1, x2, y2 }, style: { stroke: '#1b2328', lineWidth: 1.5 } })
      return { type: 'group' as const, children: [stroke(x, low, x, high), stroke(x - 5, low, x + 5, low), stroke(x - 5, high, x + 5, high)] }
    },
  }
}

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
      textStyle: { fontFamily: getComputedStyle(box.current!).fontFamily },
      grid: { left: 8, right: 24, top: 36, bottom: 8, containLabel: true },
      tooltip: { trigger: 'axis', renderMode: 'richText', valueFormatter: (v: unknown) => (typeof v === 'number' ? formatMeasure(v) : '—') },
      xAxis: { type: 'category', data: plan.names, name: plan.by, nameLocation: 'middle', nameGap: 30, axisLabel: { color: '#4b565d' } },
      yAxis: { type: 'value', name: plan.of, scale: plan.kind === 'line', axisLabel: { color: '#4b565d', formatter: (v: number) => formatMeasure(v) }, splitLine: { lineStyle: { color: '#eceff1' } } },
      series: [plan.kind === 'line'
        ? { type: 'line', data: plan.values, label, symbolSize: 7, itemStyle: { color: '#0e6e83' }, lineStyle: { width: 2 } }
        : { type: 'bar', data: plan.values, label: plan.bar ? { ...label, position: 'inside', color: '#fff' } : label, itemStyle: { color: '#0e6e83' }, barMaxWidth: 48 },
      ...(plan.bar ? [errorBars(plan.values, plan.bar, text('chart.bars'))] : [])],
    })
    const watch = new ResizeObserver(() => chart.resize())
    watch.observe(box.current!)
    return () => {
      watch.disconnect()
      chart.dispose()
    }
  }, [plan, text])
  return (
    <figure>
      <div ref={box} className="chart" role="img" aria-label={text('chart.label', { of: plan.of, by: plan.by })} />
      {plan.bar ? <figcaption className="quiet">{text('noise.in-result')}</figcaption> : null}
      {plan.cut ? <figcaption className="quiet">{text('chart.cut', { count: plan.names.length })}</figcaption> : null}
    </figure>
  )
}
