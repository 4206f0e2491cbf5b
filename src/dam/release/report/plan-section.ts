import type { QualityReport } from '#dam/dataset/reports.ts'
import { chartFigure } from './chart-figure.ts'
import type { Html } from '#platform/page/html-text.ts'
import type { Tongue } from './language.ts'
import { pageSection } from './page-section.ts'
import { planChart, type PlanDot } from './plan-chart.ts'
import { badge } from './verdict-badge.ts'

type PlanCell = QualityReport['plan']['cells'][number]

/** More cells than this are not drawn; the table holds them all. */
const MOST_DRAWN = 20

/** A cell in words: its values, one after another. */
export function cellName({ cell }: Pick<PlanCell, 'cell'>): string {
  return cell.map(({ value }) => value ?? '—').join(' · ')
}

/** The plan's cells against their targets. Nothing where no cells were planned. `least` is the least count that is written out. */
export function planSection(plan: QualityReport['plan'], least: number, tongue: Tongue): Html | null {
  const { say, count, share } = tongue
  if (plan.cells.length === 0) return null
  const cells = plan.cells.toSorted((one, other) => one.share - one.target - (other.share - other.target))
  const drawn = cells.slice(0, MOST_DRAWN)
  const failed = cells.filter(({ verdict }) => verdict === 'failed')
  const thinnest = cells[0]
  const isSmall = (cell: PlanCell) => cell.count < least
  const dot = (cell: PlanCell): PlanDot => ({
    label: cellName(cell), share: cell.share, target: cell.target, tolerance: cell.tolerance,
    isShort: cell.verdict === 'failed', isSmall: isSmall(cell), needs: cell.shortfall > 0 ? `+${count(cell.shortfall)}` : '',
  })
  const worst = thinnest && thinnest.share < thinnest.target ? say(
    ` 가장 모자란 칸은 ‘${cellName(thinnest)}’로, 목표 ${share(thinnest.target)}에 ${share(thinnest.share)}입니다.`,
    ` The thinnest is ${cellName(thinnest)}: ${share(thinnest.share)} against a target of ${share(thinnest.target)}.`) : ''
  return pageSection({
    id: 'plan', title: say('계획과 실제', 'Planned and delivered'),
    lead: say('모으기로 한 사람들이 골고루 들어왔는지 칸마다 셉니다.', 'Whether the people who were to be included are there, counted cell by cell.'),
    body: chartFigure({
      id: 'plan-cells', title: say('칸마다 차지하는 몫', 'Share of each cell'),
      sentence: say(`${count(cells.length)}칸 가운데 ${count(cells.length - failed.length)}칸이 허용 범위 안에 있습니다.${worst}`, `${count(cells.length - failed.length)} of ${count(cells.length)} cells lie within the tolerance.${worst}`)
        + (drawn.length < cells.length ? say(` 그림에는 가장 모자란 ${count(drawn.length)}칸만 있습니다.`, ` The picture shows the ${count(drawn.length)} thinnest.`) : ''),
      legend: [
        { swatch: 'dot', words: say('범위 안', 'within') }, { swatch: 'triangle', words: say('범위 밖, 더 필요한 행', 'outside, and rows needed') },
        { swatch: 'band', words: say('허용 범위와 목표', 'tolerance and target') },
        ...(drawn.some(isSmall) ? [{ swatch: 'ring', words: say(`${count(least)}보다 적음`, `fewer than ${count(least)}`) }] : []),
      ],
      draw: (width, labelId) => planChart(drawn.map(dot), width, labelId, tongue),
      table: {
        caption: say('계획한 칸', 'Planned cells'),
        columns: [
          { heading: say('칸', 'Cell') }, { heading: say('센 값', 'Counted'), numbers: true }, { heading: say('몫', 'Share'), numbers: true }, { heading: say('목표', 'Target'), numbers: true },
          { heading: say('허용', 'Tolerance'), numbers: true }, { heading: say('모자란 행', 'Rows needed'), numbers: true }, { heading: say('판정', 'Verdict') },
        ],
        rows: cells.map((cell) => [
          cellName(cell), isSmall(cell) ? `< ${count(least)}` : count(cell.count), isSmall(cell) ? '—' : share(cell.share), share(cell.target), `± ${share(cell.tolerance)}`, cell.shortfall > 0 ? count(cell.shortfall) : '—',
          cell.verdict === 'passed' ? badge('passed', say('범위 안', 'Within')) : badge('short', cell.share < cell.target ? say('모자람', 'Short') : say('넘침', 'Over')),
        ]),
      },
    }, tongue),
  }, tongue)
}
