import { createHmac } from 'node:crypto'
import { literal, type Sql, sql } from '#platform/engines/sql-text.ts'

const BLOCK_BYTES = 64
const TOKEN_DIGITS = 32

/**
 * The 64 hexadecimal digits of HMAC-SHA-256(key, text as UTF-8), computed by the engine; null stays null.
 * The key becomes part of the statement, so the statement must never be shown. For keys of at most 64 bytes.
 */
export function keyedDigestOf(text: Sql, key: Uint8Array): Sql {
  const pad = (mask: number) => {
    const block = Buffer.alloc(BLOCK_BYTES)
    block.set(key)
    return sql`unhex(${literal(Buffer.from(block.map((byte) => byte ^ mask)).toString('hex'))})`
  }
  return sql`sha256(${pad(0x5c)} || unhex(sha256(${pad(0x36)} || encode(${text}))))`
}

/** The keyed digest of the text in NFC: of a value, which people may have written in two ways. As `keyedDigestOf`. */
export function keyedHashOf(text: Sql, key: Uint8Array): Sql {
  return keyedDigestOf(sql`nfc_normalize(${text})`, key)
}

/** The first 32 digits of `keyedHashOf`. */
export function pseudonymOf(text: Sql, key: Uint8Array): Sql {
  return sql`left(${keyedHashOf(text, key)}, ${literal(TOKEN_DIGITS)})`
}

/** A 64-bit number that follows from the key and a word, for orders that nobody can repeat without the key. */
export function keyedNumber(key: Uint8Array, word: string): bigint {
  return createHmac('sha256', key).update(word).digest().readBigInt64BE()
}
