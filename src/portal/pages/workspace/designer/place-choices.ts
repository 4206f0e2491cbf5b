import type { TradeoffChoice } from '#dam/catalogue/runs/tradeoff-answers.ts'

/** Choices that come to the same, at their place in the picture: 0 to 1 from where both axes begin. */
export interface PlacedChoices {
  readonly x: number
  readonly y: number
  /** By k; the last promises most. */
  readonly choices: readonly TradeoffChoice[]
}

/** The picture of choices: what is lost along, the highest risk up, each step of the same size the same factor. */
export interface PlacedPicture {
  readonly points: readonly PlacedChoices[]
  readonly lossTicks: readonly Tick[]
  readonly riskTicks: readonly Tick[]
}

interface Tick {
  readonly value: number
  /** 0 to 1. */
  readonly at: number
}

const RISKS = [0.0001, 0.0002, 0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1]
const STEPS = [0.01, 0.02, 0.05, 0.1, 0.2, 0.25]

/** Places the choices that come to anything; those on one point are one. */
export function placeChoices(choices: readonly TradeoffChoice[]): PlacedPicture {
  const told = choices.flatMap((choice) => (choice.outcome && choice.outcome.highestRisk > 0 ? [{ choice, loss: choice.outcome.loss, risk: choice.outcome.highestRisk }] : []))
  const most = Math.max(0, ...told.map(({ loss }) => loss))
  const step = STEPS.find((one) => most / one <= 5) ?? 0.25
  const end = Math.max(step, Math.ceil(most / step - 1e-9) * step)
  const [low, high] = riskRange(told.map(({ risk }) => risk))
  const upTo = (risk: number) => Math.log(risk / low) / Math.log(high / low)
  const groups = [...Map.groupBy(told, ({ loss, risk }) => `${loss.toPrecision(6)} ${risk.toPrecision(6)}`).values()]
  const points = groups.flatMap((same): PlacedChoices[] => same.slice(0, 1).map(({ loss, risk }) => ({ x: loss / end, y: upTo(risk), choices: same.map(({ choice }) => choice) }))).toSorted((one, other) => one.x - other.x || one.y - other.y)
  return {
    points,
    lossTicks: Array.from({ length: Math.round(end / step) + 1 }, (_, place) => ({ value: Number((place * step).toFixed(2)), at: (place * step) / end })),
    riskTicks: RISKS.filter((risk) => risk >= low && risk <= high).map((value) => ({ value, at: upTo(value) })),
  }
}

/** The ticks around all risks, two at least. */
function riskRange(risks: readonly number[]): [number, number] {
  const [least, most] = [Math.min(1, ...risks), Math.max(0.0001, ...risks)]
  const high = RISKS.find((risk) => risk >= most) ?? 1
  const low = RISKS.findLast((risk) => risk <= least && risk < high) ?? 0.0001
  return [low, high]
}
