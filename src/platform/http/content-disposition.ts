/**
 * Names a file that is to be saved and never shown, as RFC 6266 writes it: an ASCII name for old programs, and the true name
 * as RFC 8187 writes it.
 */
export function attachmentNamed(name: string): string {
  const whole = name.toWellFormed()
  const plain = whole.replaceAll(/[^\x20-\x7e]|["\\%/]/gu, '_')
  return plain === whole ? `attachment; filename="${plain}"` : `attachment; filename="${plain}"; filename*=UTF-8''${encodeExtended(whole)}`
}

/** Percent-encodes all but the characters that RFC 8187 lets stand. */
function encodeExtended(text: string): string {
  return encodeURIComponent(text).replaceAll(/['()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`)
}
