import type { PrivacyReport } from '#dam/dataset/reports.ts'
import { chartFigure } from './chart-figure.ts'
import type { Html } from '#platform/page/html-text.ts'
import type { Tongue } from './language.ts'
import { levelChart, type LevelBar } from './level-chart.ts'

/** How many rows stand on each level of each column. Nothing where all rows have one level, which the table of columns tells. */
export function levelFigure({ columns, rows, suppressed, recoding }: PrivacyReport, tongue: Tongue): Html | null {
  const { say, share, count } = tongue
  if (recoding === 'global' || columns.length === 0 || rows === 0) return null
  const bars = columns.map(({ column, levels, rowsByLevel }): LevelBar => ({
    name: column,
    parts: [
      ...rowsByLevel.map(({ level, rows: own }) => ({ height: levels > 1 ? Math.min(1, level / (levels - 1)) : 0, share: own / rows })),
      ...(suppressed > 0 ? [{ height: 'suppressed' as const, share: suppressed / rows }] : []),
    ],
  }))
  const finest = columns.map(({ column, rowsByLevel }) => ({ column, share: (rowsByLevel.find(({ level }) => level === 0)?.rows ?? 0) / rows })).toSorted((one, other) => other.share - one.share)
  const [most] = finest
  const least = finest.at(-1)
  const title = say('행마다 다른 단계', 'Levels, row by row')
  const name = ({ column }: { column: string }) => say(`‘${column}’`, `“${column}”`)
  return chartFigure({
    id: 'levels', title, level: 4,
    sentence: most && least && most !== least
      ? say(
        `무리마다 제 단계가 있습니다. 가장 자세한 단계에 남은 행은 ${name(most)} 열이 ${share(most.share)}로 가장 많고 ${name(least)} 열이 ${share(least.share)}로 가장 적습니다.`,
        `Each class has levels of its own. Most rows keep the finest level in ${name(most)}, ${share(most.share)}; fewest do in ${name(least)}, ${share(least.share)}.`)
      : say(`무리마다 제 단계가 있습니다. 행의 ${share(most?.share ?? 0)}가 가장 자세한 단계에 남았습니다.`, `Each class has a level of its own. ${share(most?.share ?? 0)} of the rows keep the finest.`),
    legend: [
      { swatch: 'level-fine', words: say('가장 자세함 (오른쪽에 그 몫)', 'finest (its share stands at the right)') }, { swatch: 'level-middle', words: say('더 넓음', 'coarser') }, { swatch: 'level-coarse', words: say('아무것도 알리지 않음 (*)', 'tells nothing (*)') },
      ...(suppressed > 0 ? [{ swatch: 'before', words: say('지워진 기록', 'suppressed') }] : []),
    ],
    draw: (width, labelId) => levelChart(bars, width, labelId, tongue),
    table: {
      caption: title,
      columns: [{ heading: say('열과 단계', 'Column and level') }, { heading: say('행', 'Rows'), numbers: true }, { heading: say('몫', 'Share'), numbers: true }],
      rows: [
        ...columns.flatMap(({ column, levels, rowsByLevel }) => rowsByLevel.map(({ level, rows: own }) => [`${column}: ${count(level)} / ${count(Math.max(level, levels - 1))}`, count(own), share(own / rows)])),
        ...(suppressed > 0 ? [[say('지워진 기록 (모든 열)', 'Suppressed (all columns)'), count(suppressed), share(suppressed / rows)]] : []),
      ],
    },
  }, tongue)
}
