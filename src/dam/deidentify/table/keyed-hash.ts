import { createHmac } from 'node:crypto'
import { literal, type Sql, sql } from '#platform/engines/sql-text.ts'

const BLOCK_BYTES = 64
const TOKEN_DIGITS = 32

/**
 * The first 32 hexadecimal digits of HMAC-SHA-256(key, text as UTF-8 in NFC), computed by the engine; null stays null.
 * The key becomes part of the statement, so the statement must never be shown. For keys of at most 64 bytes.
 */
export function pseudonymOf(text: Sql, key: Uint8Array): Sql {
  const pad = (mask: number) => {
    const block = Buffer.alloc(BLOCK_BYTES)
    block.set(key)
    return sql`unhex(${literal(Buffer.from(block.map((byte) => byte ^ mask)).toString('hex'))})`
  }
  return sql`left(sha256(${pad(0x5c)} || unhex(sha256(${pad(0x36)} || encode(nfc_normalize(${text}))))), ${literal(TOKEN_DIGITS)})`
}

/** A 64-bit number that follows from the key and a word, for orders that nobody can repeat without the key. */
export function keyedNumber(key: Uint8Array, word: string): bigint {
  return createHmac('sha256', key).update(word).digest().readBigInt64BE()
}
