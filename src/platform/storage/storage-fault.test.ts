import { expect, test } from 'vitest'
import { refuseStorageFault, storageFaultCode } from './storage-fault.ts'

function fault(code: string): Error {
  return Object.assign(new Error('EX: something'), { code })
}

test.each([
  { system: 'ENOSPC', refusal: 'no-space' }, { system: 'EDQUOT', refusal: 'no-space' }, { system: 'EROFS', refusal: 'not-writable' },
  { system: 'EACCES', refusal: 'not-writable' }, { system: 'EPERM', refusal: 'not-writable' }, { system: 'ENOENT', refusal: 'not-found' },
])('$system becomes $refusal, with the words of the caller', ({ system, refusal }) => {
  expect(() => refuseStorageFault(fault(system), 'The release x')).toThrow(expect.objectContaining({ code: refusal, message: expect.stringContaining('The release x could not be written') }))
})

test('refuseStorageFault() lets anything unexpected fly on as it is', () => {
  const strange = fault('EIO')
  expect(() => refuseStorageFault(strange, 'The release x')).toThrow(strange)
})

test('storageFaultCode() is undefined for what the system did not throw', () => {
  expect(storageFaultCode(new Error('no'))).toBeUndefined()
  expect(storageFaultCode('ENOENT')).toBeUndefined()
  expect(storageFaultCode(fault('ENOENT'))).toBe('ENOENT')
})
