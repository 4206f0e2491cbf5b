import { expect, test } from 'vitest'
import { signatureOf } from './file-signature.ts'

test.each([
  ['1f8b08', 'gzip'], ['28b52ffd', 'zstandard'], ['504b0304', 'zip'], ['50415231', 'parquet'], ['89504e470d0a1a0a', 'PNG image'],
  ['d0cf11e0a1b11ae1', 'old Excel workbook'], ['', 'empty'], [Buffer.from('\ufeff <HTML>').toString('hex'), 'web page'],
  [Buffer.from('<?xml version="1.0"?>').toString('hex'), 'XML document'], [Buffer.from('BZh91AY&SY').toString('hex'), 'bzip2 archive'],
  [Buffer.from('BZhang,age').toString('hex'), 'unknown'], [Buffer.from('a,b\n<html>').toString('hex'), 'unknown'],
])('signatureOf() %s is %s', (hex, expected) => {
  expect(signatureOf(Buffer.from(hex, 'hex'))).toBe(expected)
})
