/** Chances that follow from a seed alone, so that everyone who makes the data makes the same bytes. */
export interface SeededRandom {
  /** From 0 to just below 1. */
  share(): number
  /** A whole number from `least` to `most`, both included. */
  whole(least: number, most: number): number
  /** True with this chance, 0 to 1. */
  happens(chance: number): boolean
  /** One of the choices, each as likely as its weight says. */
  weighted<Choice>(choices: readonly Choice[], weightOf: (choice: Choice) => number): Choice
  /** From the normal distribution with mean 0 and standard deviation 1. */
  normal(): number
}

/** Starts a run of chances. A counter goes through a mixing function of 32 bits, so the order of the calls alone decides. */
export function seededRandom(seed: number): SeededRandom {
  let counter = Math.imul(seed | 0, 0x2c1b3c6d) | 0

  const share = () => {
    counter = (counter + 0x61c88647) | 0
    return mix(counter) / 2 ** 32
  }

  return {
    share,
    whole: (least, most) => least + Math.floor(share() * (most - least + 1)),
    happens: (chance) => share() < chance,
    weighted(choices, weightOf) {
      const total = choices.reduce((sum, choice) => sum + weightOf(choice), 0)
      let left = share() * total
      for (const choice of choices) {
        left -= weightOf(choice)
        if (left < 0) return choice
      }
      const last = choices.findLast((choice) => weightOf(choice) > 0)
      if (last === undefined) throw new Error('There is nothing to choose from: every weight is 0')
      return last
    },
    normal: () => Math.sqrt(-2 * Math.log(1 - share())) * Math.cos(2 * Math.PI * share()),
  }
}

/** Spreads neighbouring counters over all numbers of 32 bits. */
function mix(value: number): number {
  let mixed = value ^ (value >>> 16)
  mixed = Math.imul(mixed, 0x21f0aaad)
  mixed ^= mixed >>> 15
  mixed = Math.imul(mixed, 0x735a2d97)
  return (mixed ^ (mixed >>> 15)) >>> 0
}
