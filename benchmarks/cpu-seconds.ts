/** CPU seconds of all threads of this process since an earlier `process.cpuUsage()`. */
export function cpuSecondsSince(before: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1e6
}

/** A measurement to as many digits as it is good for. */
export function rounded(value: number, digits = 2): number {
  return Number(value.toPrecision(digits))
}
