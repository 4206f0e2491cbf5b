/** Arguments from here on are served by the asymptotic series, to about 1e-14. */
const FAR = 12

/** Coefficients B_2k / (2k · (2k - 1)) of Stirling's series. */
const STIRLING = [1 / 12, -1 / 360, 1 / 1260, -1 / 1680, 1 / 1188, -691 / 360_360]

/** Coefficients B_2k / 2k of the series of the digamma function. */
const DIGAMMA = [1 / 12, -1 / 120, 1 / 252, -1 / 240, 1 / 132, -691 / 32_760]

/** Natural logarithm of the gamma function, for positive numbers. Source: Stirling's series, Abramowitz and Stegun 6.1.41. */
export function logGamma(x: number): number {
  let shift = 0
  let far = x
  while (far < FAR) shift += Math.log(far++)
  let power = 1 / far
  const inverseSquare = power * power
  let series = 0
  for (const coefficient of STIRLING) {
    series += coefficient * power
    power *= inverseSquare
  }
  return (far - 0.5) * Math.log(far) - far + Math.log(2 * Math.PI) / 2 + series - shift
}

/** Derivative of the logarithm of the gamma function, for positive numbers. Source: Abramowitz and Stegun 6.3.18. */
export function digamma(x: number): number {
  let shift = 0
  let far = x
  while (far < FAR) shift += 1 / far++
  const inverseSquare = 1 / (far * far)
  let power = inverseSquare
  let series = 0
  for (const coefficient of DIGAMMA) {
    series += coefficient * power
    power *= inverseSquare
  }
  return Math.log(far) - 0.5 / far - series - shift
}

/** Sum of 1 / (from + i) for i = 0 to count - 1, `from` positive. */
export function harmonic(from: number, count: number): number {
  if (count <= 0) return 0
  if (count > FAR) {
    // Far out the two logarithms agree in almost all their digits, so that their difference is taken as one.
    if (from > 1e3) return Math.log1p(count / from) + 0.5 / from - 0.5 / (from + count) + (1 / (from * from) - 1 / ((from + count) * (from + count))) / 12
    return digamma(from + count) - digamma(from)
  }
  let sum = 0
  for (let i = 0; i < count; i++) sum += 1 / (from + i)
  return sum
}
