/** The longest name, in bytes of UTF-8: the file systems' 255, less room for what programs add. */
const LONGEST_BYTES = 200
/** So much of a name may be its ending. */
const LONGEST_ENDING_BYTES = 40

/** What a name may not hold: control characters, those that turn the direction of text, and what shells, globs and Windows read as their own. */
const NOT_IN_NAMES = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\p{Zl}\p{Zp}<>:"|?*[\]{}!`$;&%#'()@+^~=,]/gu

/**
 * A file's name as it is kept and shown: no path, nothing that another program could take for something else.
 *
 * A folder's name becomes the beginning, so that files of several folders stay apart: `2026/01.csv` is `2026-01.csv`.
 */
export function cleanName(name: string): string {
  const parts = name.normalize('NFC').toWellFormed().split(/[/\\]+/).map(cleanPart).filter((part) => part !== '')
  const whole = parts.join('-').replace(/^[.\-\s]+/, '').replace(/[.\s]+$/, '')
  return whole === '' ? 'file' : shorten(whole)
}

function cleanPart(part: string): string {
  return part.replaceAll(NOT_IN_NAMES, '_').replaceAll(/\s+/g, ' ').trim().replace(/^\.+$/, '')
}

function shorten(name: string): string {
  if (Buffer.byteLength(name) <= LONGEST_BYTES) return name
  const ending = /\.[^.]+(?:\.(?:gz|zst|zip))?$/i.exec(name)?.[0] ?? ''
  const kept = Buffer.byteLength(ending) <= LONGEST_ENDING_BYTES ? ending : ''
  let stem = ''
  for (const character of name) {
    if (Buffer.byteLength(stem) + Buffer.byteLength(character) + Buffer.byteLength(kept) > LONGEST_BYTES) break
    stem += character
  }
  return `${stem}${kept}`
}
