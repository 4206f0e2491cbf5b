/** The fewest characters of a password, as NIST SP 800-63B and OWASP ASVS 5.0 (6.2.1) ask or more. */
export const SHORTEST_PASSWORD = 10

/** The most; longer ones only cost time. */
export const LONGEST_PASSWORD = 128

/** What must remain to be guessed once everything that is guessed first counts as one character. */
const LEAST_UNGUESSED = 6

/** Why a password is refused, or that it is not. */
export type PasswordStrength = { readonly strong: true } | { readonly strong: false; readonly because: 'too-short' | 'too-long' | 'easy-to-guess' }

/** The words that lists of stolen passwords begin with, in Latin letters as they are typed; Korean ones on a Korean keyboard too. */
const COMMON_WORDS = [
  'password', 'passwort', 'passwd', 'welcome', 'letmein', 'iloveyou', 'ilove', 'admin', 'administrator', 'login', 'master', 'secret', 'dragon', 'monkey', 'football', 'baseball',
  'sunshine', 'princess', 'superman', 'batman', 'shadow', 'michael', 'jordan', 'computer', 'internet', 'samsung', 'google', 'naver', 'kakao', 'korea', 'seoul', 'test', 'hello',
  'default', 'changeme', 'user', 'guest', 'root', 'access', 'trustno', 'whatever', 'starwars', 'pokemon', 'summer', 'winter', 'spring', 'autumn', 'love', 'angel', 'datadam',
  'tkfkdgo', 'dkssud', 'qlalfqjsgh', 'gksrnr', '사랑해', '안녕하세요', '비밀번호', '대한민국',
]

/** Rows of the keyboard and the alphabet; pieces of them count as one character, read either way. */
const RUNS = ['abcdefghijklmnopqrstuvwxyz', '01234567890', 'qwertyuiop', 'asdfghjkl', 'zxcvbnm', '1q2w3e4r5t6y7u8i9o0p', 'qazwsxedcrfvtgbyhnujmikolp', '가나다라마바사아자차카타파하']

/** Letters that are written as digits and signs. */
const DISGUISES: Readonly<Record<string, string>> = { '@': 'a', '4': 'a', '3': 'e', '1': 'i', '!': 'i', '0': 'o', '$': 's', '5': 's', '7': 't' }

/**
 * Tells whether a password is long enough and not among those that are guessed first.
 *
 * Everything that programs try first counts as one character: common words also in disguise, the person's own name
 * and address, rows of the keyboard, years and repetitions. What remains must still be long.
 *
 * @param own name and e-mail address of the person, as far as they are known
 */
export function passwordStrength(password: string, own: readonly string[] = []): PasswordStrength {
  const length = Array.from(password.normalize('NFKC')).length
  if (length < SHORTEST_PASSWORD) return { strong: false, because: 'too-short' }
  if (length > LONGEST_PASSWORD) return { strong: false, because: 'too-long' }
  return unguessed(password, own) >= LEAST_UNGUESSED ? { strong: true } : { strong: false, because: 'easy-to-guess' }
}

/** How many characters remain, everything that is guessed first counted as one. */
function unguessed(password: string, own: readonly string[]): number {
  const text = password.normalize('NFKC').toLowerCase()
  const words = [...COMMON_WORDS, ...own.flatMap(partsOf)].toSorted((one, other) => other.length - one.length)
  const plain = withoutWords(text, words)
  const undisguised = withoutWords(text.replaceAll(/[@431!0$57]/g, (sign) => DISGUISES[sign] ?? sign), words)
  return Math.min(...[plain, undisguised].map((rest) => Array.from(withoutRepetitions(withoutRuns(withoutRepetitions(withoutYears(rest))))).length))
}

/** A word that is guessed becomes this; it stands in no password that a person types. */
const GUESSED = '\u{F0000}'

function partsOf(own: string): string[] {
  return own.normalize('NFKC').toLowerCase().split(/[^\p{Letter}\p{Number}]+/u).filter((part) => Array.from(part).length >= 3)
}

function withoutWords(text: string, words: readonly string[]): string {
  return words.reduce((rest, word) => rest.replaceAll(word, GUESSED), text)
}

function withoutYears(text: string): string {
  return text.replaceAll(/(?:19|20)\d\d(?:[01]\d[0-3]\d)?/g, GUESSED)
}

/** Replaces the longest pieces of at least three neighbours first. */
function withoutRuns(text: string): string {
  const characters = Array.from(text)
  let rest = ''
  for (let place = 0; place < characters.length;) {
    const length = runAt(characters, place)
    rest += length >= 3 ? GUESSED : characters[place]
    place += length >= 3 ? length : 1
  }
  return rest
}

function runAt(characters: readonly string[], place: number): number {
  let length = 0
  while (place + length < characters.length && isRun(characters.slice(place, place + length + 1).join(''))) length++
  return length
}

const ALL_RUNS = RUNS.flatMap((run) => [run, Array.from(run).toReversed().join('')])

function isRun(piece: string): boolean {
  return ALL_RUNS.some((run) => run.includes(piece))
}

/** Again until nothing repeats: what repeats may itself be made of repetitions. */
function withoutRepetitions(text: string): string {
  const shorter = text.replaceAll(/(.+?)\1+/gsu, '$1')
  return shorter === text ? text : withoutRepetitions(shorter)
}
