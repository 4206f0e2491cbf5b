/** Orders two versions of three numbers, lower first: 1.10.0 comes after 1.9.0. */
export function compareVersions(left: string, right: string): number {
  const [ours, theirs] = [numbersOf(left), numbersOf(right)]
  const at = ours.findIndex((number, place) => number !== theirs[place])
  return at === -1 ? 0 : (ours[at] ?? 0) - (theirs[at] ?? 0)
}

function numbersOf(version: string): number[] {
  return version.split('.').map(Number)
}
