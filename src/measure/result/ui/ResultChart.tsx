import '@mantine/charts/styles.css'
import { BarChart } from '@mantine/charts'
import { useFormat } from '../../../kit/language.tsx'
import type { Day } from '../../../kernel/calendar.ts'

type ChartSeries = { key: string; label: string; color: string }
type ChartProps = {
  days: readonly ({ day: Day } & Record<string, string | number>)[]
  series: readonly ChartSeries[]
  /** What the chart shows, for those who do not see it; the sums stand beside it in words. */
  label: string
}

/** Counts by day as bars. Loaded when it is needed: the chart library is larger than the rest of the page. */
export function ResultChart({ days, series, label }: ChartProps) {
  const format = useFormat()
  return (
    <div role="img" aria-label={label}>
      <BarChart
        h={200}
        data={days.map((row) => ({ ...row, day: format.dayShort(row.day) }))}
        dataKey="day"
        series={series.map(({ key, label: name, color }) => ({ name: key, label: name, color }))}
        valueFormatter={format.number}
        withLegend
        tickLine="none"
        gridAxis="x"
        barProps={{ isAnimationActive: false, maxBarSize: 26 }}
        xAxisProps={{ minTickGap: 24 }}
        yAxisProps={{ allowDecimals: false, width: 44 }}
      />
    </div>
  )
}
