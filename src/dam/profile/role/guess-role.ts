import type { ColumnProfile } from '#dam/dataset/reports.ts'
import { readNameSign } from './name-signs.ts'
import { isNearlyUnique, readValueSigns, type ColumnEvidence } from './value-signs.ts'

/** Below this many distinct values in a hundred rows, a "number" or "name" is a category: of a ward, not of a person. */
const CATEGORY_SHARE = 0.05
const FEW_VALUES = 50

/**
 * Guesses a column's role from its name and its values.
 *
 * `sure` is false, and a person is to look, when only one weak sign speaks, when signs disagree and when nothing speaks.
 * `because` is a sentence that quotes no value.
 */
export function guessRole(name: string, column: ColumnEvidence): ColumnProfile['role'] {
  if (column.present === 0) return told('plain', true, 'the column is empty')
  if (column.distinct === 1 && column.present >= 2) return told('plain', true, 'every value is the same')
  const byName = readNameSign(name)
  const [byValues] = readValueSigns(column)
  if (byName && !byValues) return byNameAlone(byName, column)
  if (!byName && byValues) return told(byValues.role, byValues.strength === 'strong', byValues.because)
  if (byName && byValues) {
    if (byName.role === byValues.role) return told(byName.role, true, `${byName.because}, and ${byValues.because}`)
    if (byValues.strength === 'strong') return told(byValues.role, byName.strength === 'weak', `${byValues.because}, although ${byName.because}`)
    if (byName.strength === 'strong') return told(byName.role, false, `${byName.because}, but ${byValues.because}`)
    return told(byValues.role, false, `${byValues.because}, although ${byName.because}`)
  }
  if (isNearlyUnique(column) && column.type === 'decimal') return told('plain', false, 'neither name nor values speak for a role, but nearly every row has a value of its own')
  return told('plain', false, column.distinct <= FEW_VALUES ? 'neither name nor values speak for a role; it holds few categories' : 'neither name nor values speak for a role')
}

function byNameAlone(sign: NonNullable<ReturnType<typeof readNameSign>>, { distinct, present }: ColumnEvidence): ColumnProfile['role'] {
  const isCategory = present >= 100 && distinct / present < CATEGORY_SHARE
  if (sign.role === 'identifier' && isCategory) {
    return told(sign.strength === 'strong' ? 'identifier' : 'quasi-identifier', false, `${sign.because}, but each value stands in many rows`)
  }
  return told(sign.role, sign.strength === 'strong', sign.because)
}

function told(guess: ColumnProfile['role']['guess'], sure: boolean, because: string): ColumnProfile['role'] {
  return { guess, sure, because: `${because.charAt(0).toUpperCase()}${because.slice(1)}.` }
}
