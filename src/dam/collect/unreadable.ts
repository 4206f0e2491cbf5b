import { Refusal } from '#platform/refusal.ts'

/**
 * Turns what the file system or a decompressor said into a refusal.
 *
 * @param what the file as a person knows it, never a value out of it
 * @throws {Refusal} for everything expected; other faults fly on unchanged
 */
export function refuseUnreadable(fault: unknown, what: string): never {
  const code = fault instanceof Error && 'code' in fault ? String(fault.code) : ''
  switch (code) {
    case 'ENOENT': case 'ENOTDIR': throw new Refusal('not-found', `There is no ${what}; check the path, which is relative to the recipe`, { cause: fault })
    case 'EISDIR': throw new Refusal('bad-input', `${what} is a folder; name a file, or a glob such as ${what}/*.csv`, { cause: fault })
    case 'EACCES': case 'EPERM': case 'EROFS': throw new Refusal('not-writable', `${what}: permission denied; let this user read it, or write there`, { cause: fault })
    case 'ENOSPC': case 'EDQUOT': throw new Refusal('no-space', 'The disk is full; free some space or name another folder, then run again', { cause: fault })
    case 'ENAMETOOLONG': case 'ELOOP': case 'EIO': throw new Refusal('bad-input', `${what} cannot be read (${code})`, { cause: fault })
    case 'Z_DATA_ERROR': case 'Z_BUF_ERROR': case 'ERR_TRAILING_JUNK_AFTER_STREAM_END': throw new Refusal('bad-input', `${what} is damaged or cut off and cannot be unpacked; deliver it again`, { cause: fault })
    default:
      if (code.startsWith('Z_') || code.startsWith('ZSTD_')) throw new Refusal('bad-input', `${what} is damaged or cut off and cannot be unpacked; deliver it again`, { cause: fault })
      throw fault
  }
}
