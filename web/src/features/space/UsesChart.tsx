import { BarChart } from 'echarts/charts'
import { GridComponent, TooltipComponent } from 'echarts/components'
import { init, use } from 'echarts/core'
import { SVGRenderer } from 'echarts/renderers'
import { useEffect, useRef } from 'react'
import type { Shape } from '~/api/shape'
import { formatShortDay } from '~/format/dates'
import { useText } from '~/locales/text'
import { Legend } from '~/patterns/Legend'

use([BarChart, GridComponent, TooltipComponent, SVGRenderer])

/** 使用走势 — answered and denied uses of each legal day, one upon the other; the table below says the same. */
export default function UsesChart({ days }: { days: Shape<'Space.UseCounts.DayCount'>[] }) {
  const text = useText()
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const chart = init(box.current!, undefined, { renderer: 'svg' })
    const ink = '#4b565d'
    chart.setOption({
      animation: false,
      textStyle: { fontFamily: getComputedStyle(box.current!).fontFamily },
      grid: { left: 4, right: 8, top: 8, bottom: 4, containLabel: true },
      tooltip: { trigger: 'axis', renderMode: 'richText' },
      xAxis: { type: 'category', data: days.map((d) => formatShortDay(d.day, text.language)), axisTick: { show: false }, axisLabel: { color: ink, hideOverlap: true } },
      yAxis: { type: 'value', minInterval: 1, axisLabel: { color: ink }, splitLine: { lineStyle: { color: '#eceff1' } } },
      series: [
        { name: text('stage.use.Answered'), type: 'bar', stack: 'uses', barMaxWidth: 28, data: days.map((d) => d.answered || null), itemStyle: { color: '#0e6e83' } },
        { name: text('stage.use.Denied'), type: 'bar', stack: 'uses', barMaxWidth: 28, data: days.map((d) => d.denied || null), itemStyle: { color: '#fff', borderColor: '#b3362b', borderWidth: 1, decal: { color: '#b3362b', dashArrayX: [1, 0], dashArrayY: [2, 4], rotation: -Math.PI / 4 } } },
      ],
    })
    const watch = new ResizeObserver(() => chart.resize())
    watch.observe(box.current!)
    return () => {
      watch.disconnect()
      chart.dispose()
    }
  }, [days, text])
  return (
    <div>
      <Legend entries={[{ name: text('stage.use.Answered'), colour: '#0e6e83' }, { name: text('stage.use.Denied'), colour: '#b3362b', hatched: true }]} />
      <div ref={box} className="chart low" role="img" aria-label={text('watch.chart.label')} />
    </div>
  )
}
