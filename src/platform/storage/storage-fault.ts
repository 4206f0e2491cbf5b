import { Refusal } from '#platform/refusal.ts'

/**
 * Turns what the file system answers into a refusal that a person can act on; anything unexpected flies on as it is.
 *
 * `what` completes the sentence "… could not be written", such as "The release /out/air@1.0.0".
 *
 * @throws {Refusal} `no-space`, `not-writable` or `not-found`
 */
export function refuseStorageFault(fault: unknown, what: string): never {
  const code = storageFaultCode(fault)
  if (code === 'ENOSPC' || code === 'EDQUOT') throw new Refusal('no-space', `${what} could not be written: the disk is full; free some space, then run again`, { cause: fault })
  if (code === 'EROFS') throw new Refusal('not-writable', `${what} could not be written: the disk is read-only; name a folder on another disk`, { cause: fault })
  if (code === 'EACCES' || code === 'EPERM') throw new Refusal('not-writable', `${what} could not be written: permission denied; allow writing or name another folder`, { cause: fault })
  if (code === 'ENOENT') throw new Refusal('not-found', `${what} could not be written: a folder on the way does not exist`, { cause: fault })
  throw fault
}

/** The system's word for a fault, such as ENOSPC; undefined when the fault did not come from the system. */
export function storageFaultCode(fault: unknown): string | undefined {
  return fault instanceof Error && 'code' in fault && typeof fault.code === 'string' ? fault.code : undefined
}
