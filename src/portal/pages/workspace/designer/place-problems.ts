import type { RecipeAnswer } from '#dam/catalogue/runs/run-answers.ts'

/** The columns that problems stand at, by their lines; null stands for the promise about persons. */
export function placeProblems(problems: RecipeAnswer['problems'], lines: ReadonlyMap<string, readonly [number, number]>): ReadonlySet<string | null> {
  return new Set(problems.flatMap(({ line, message }): (string | null)[] => {
    const column = [...lines].find(([, [first, last]]) => line >= first && line <= last && !message.startsWith('privacy'))
    return column ? [column[0]] : /^privacy\b/.test(message) ? [null] : []
  }))
}
