import type { SeededRandom } from './seeded-random.ts'

const FAMILY_NAMES = ['가람', '나래', '다솜', '라온', '마루', '보람', '새론', '아람', '차오름', '하람']
const FIRST_SYLLABLES = ['가', '나', '도', '라', '미', '보', '서', '수', '아', '연', '우', '은', '이', '재', '지', '하', '혜', '휘']
const LAST_SYLLABLES = ['경', '나', '늘', '라', '람', '린', '미', '빈', '솔', '온', '우', '원', '윤', '은', '은', '정', '진', '현']

/** A name of nobody: the family name has two syllables or more and is no name of a Korean family. */
export function drawName(random: SeededRandom): string {
  return one(FAMILY_NAMES, random) + one(FIRST_SYLLABLES, random) + one(LAST_SYLLABLES, random)
}

/** A telephone number after 010-0000, which no operator gives out. */
export function drawTelephone(random: SeededRandom): string {
  return `010-0000-${String(random.whole(0, 9999)).padStart(4, '0')}`
}

function one(texts: readonly string[], random: SeededRandom): string {
  return texts[random.whole(0, texts.length - 1)] ?? ''
}
