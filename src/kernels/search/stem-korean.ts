import { endOf, isWholeSyllables, type SyllableEnd } from './hangul.ts'

/** A Korean word without what follows its noun. */
export interface KoreanStem {
  readonly text: string
  /** Weak where many whole words end like this particle (고양이, 경기도): the dictionary decides. */
  readonly evidence: 'strong' | 'weak'
}

interface Particle {
  readonly after: readonly SyllableEnd[]
  readonly evidence: KoreanStem['evidence']
  /** The fewest syllables that must be left. */
  readonly least: number
}

const ANY: readonly SyllableEnd[] = ['vowel', 'rieul', 'consonant']
const CLOSED: readonly SyllableEnd[] = ['rieul', 'consonant']
const OPEN: readonly SyllableEnd[] = ['vowel']
const OPEN_OR_RIEUL: readonly SyllableEnd[] = ['vowel', 'rieul']

/** What may follow a noun, by how the noun ends. Of those that agree with the noun, the longest is taken. */
const PARTICLES = new Map<string, Particle>([
  ...particles('이 과 이나', CLOSED, 'weak', 2),
  ...particles('가 와 나 라', OPEN, 'weak', 2),
  ...particles('의 도 만 들', ANY, 'weak', 2),
  ...particles('에', ANY, 'strong', 2),
  ...particles('로', OPEN_OR_RIEUL, 'weak', 2),
  // Who agrees with the end of the noun and is hardly ever a part of it may leave a single syllable: 물을, 비는.
  ...particles('을 은', CLOSED, 'strong', 1),
  ...particles('를 는', OPEN, 'strong', 1),
  ...particles('에서 에게 에게서 한테 께서 까지 부터 마다 조차 밖에 처럼 보다 에는 에도 에만 에의 에서는 에서도 에서의 에서만 에게는 에게도 에게만 까지의 까지는 까지도 부터의 부터는', ANY, 'strong', 1),
  ...particles('만을 만의 만이 만은 들의 들을 들이 들은 들에 들에게 들에서 들과 들도', ANY, 'strong', 2),
  ...particles('과의 과는 과도 이며 이고 이라 이라는 이라고', CLOSED, 'strong', 2),
  ...particles('와의 와는 와도 며 라는 라고', OPEN, 'strong', 2),
  ...particles('으로 으로서 으로써 으로의 으로는 으로도 으로만 으로부터', ['consonant'], 'strong', 1),
  ...particles('로서 로써 로의 로는 로도 로만 로부터', OPEN_OR_RIEUL, 'strong', 2),
  // Verbs made of nouns.
  ...particles('하는 하여 하고 하기 하며 한다 했다 하다 합니다 했습니다 하였습니다 되는 되어 되고 되며 된다 되다 됩니다 되었습니다 입니다 이다', ANY, 'strong', 2),
])
const LONGEST = Math.max(...[...PARTICLES.keys()].map(({ length }) => length))

/** The noun of a Korean word, without its particle or ending; undefined where there is none, or the sounds do not agree. */
export function stemKorean(word: string): KoreanStem | undefined {
  if (!isWholeSyllables(word)) return undefined
  for (let length = Math.min(LONGEST, word.length - 1); length > 0; length--) {
    const particle = PARTICLES.get(word.slice(-length))
    const text = word.slice(0, -length)
    const end = endOf(text)
    if (particle && end && text.length >= particle.least && particle.after.includes(end)) return { text, evidence: particle.evidence }
  }
  return undefined
}

function particles(written: string, after: readonly SyllableEnd[], evidence: KoreanStem['evidence'], least: number): [string, Particle][] {
  return written.split(' ').map((text) => [text, { after, evidence, least }])
}
