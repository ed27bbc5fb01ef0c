import { BarChart } from 'echarts/charts'
import { GridComponent, TooltipComponent } from 'echarts/components'
import { init, use } from 'echarts/core'
import { SVGRenderer } from 'echarts/renderers'
import { useEffect, useRef } from 'react'
import { formatCount } from '~/format/numbers'
import { Legend } from '~/patterns/Legend'

use([BarChart, GridComponent, TooltipComponent, SVGRenderer])

export interface Series {
  name: string
  values: number[]
  /** How it is told from the others, by lightness as well as by hue. */
  colour: string
}

/** Bars of counts, one above the other, divided by what became of them and labelled directly; the table stands below. */
export default function Stacked({ names, series, label }: { names: string[]; series: Series[]; label: string }) {
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const chart = init(box.current!, undefined, { renderer: 'svg' })
    // Its own measuring knows no inheritance: names would be cut off.
    const { fontFamily } = getComputedStyle(box.current!)
    chart.setOption({
      animation: false, textStyle: { fontFamily },
      grid: { left: 8, right: 28, top: 4, bottom: 4, containLabel: true },
      tooltip: { trigger: 'axis', renderMode: 'richText', axisPointer: { type: 'shadow' } },
      xAxis: { type: 'value', minInterval: 1, axisLabel: { color: '#4b565d' }, splitLine: { lineStyle: { color: '#eceff1' } } },
      yAxis: { type: 'category', inverse: true, data: names, axisTick: { show: false }, axisLabel: { color: '#1b2328' } },
      series: series.map((s) => ({
        type: 'bar', stack: 'all', name: s.name, data: s.values, barMaxWidth: 22, itemStyle: { color: s.colour, borderColor: '#fff', borderWidth: 1 },
        label: { show: true, color: s.colour === '#0e6e83' || s.colour === '#8a5a12' ? '#fff' : '#1b2328', formatter: (p: { value: unknown }) => (p.value ? formatCount(p.value as number) : '') },
      })),
    })
    const watch = new ResizeObserver(() => chart.resize())
    watch.observe(box.current!)
    return () => {
      watch.disconnect()
      chart.dispose()
    }
  }, [names, series])
  return <><Legend entries={series} /><div ref={box} className="stacked" style={{ height: 30 + names.length * 38 }} role="img" aria-label={label} /></>
}
