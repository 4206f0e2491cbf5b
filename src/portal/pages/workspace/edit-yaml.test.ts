import fc from 'fast-check'
import { expect, test } from 'vitest'
import { COLUMN_ROLES, readColumns, treatmentsOf, versionOf, withRole, withTreatment } from './edit-yaml.ts'

const RECIPE = `datadam: 1
columns:
  patient_id: {role: identifier, do: pseudonym}   # joins with the register
  cost: {role: sensitive, do: [{bottom-code: 0}, {top-code: 300}]}
  sex:
    role: quasi-identifier
    hierarchy: {prefix: [1, 0]}   # as short as it gets
release: {version: 1.0.0}
`

test('readColumns() tells role, treatment and hierarchy of each column', () => {
  expect(readColumns(RECIPE).map(({ name, role }) => [name, role])).toEqual([['patient_id', 'identifier'], ['cost', 'sensitive'], ['sex', 'quasi-identifier']])
  expect(readColumns(RECIPE)[0]?.treatment).toBe('pseudonym')
  expect(readColumns(RECIPE)[1]?.treatment).toContain('top-code')
  expect(readColumns(RECIPE)[2]).toMatchObject({ treatment: null, hierarchy: '{prefix: [1, 0]}' })
})

test('another role takes the role\'s own treatment and leaves all else, comments too', () => {
  const text = withRole(RECIPE, 'patient_id', 'plain')
  expect(readColumns(text)[0]).toMatchObject({ role: 'plain', treatment: null })
  expect(text).toContain('# joins with the register')
  expect(readColumns(text).slice(1)).toEqual(readColumns(RECIPE).slice(1))
})

test('another treatment is written, and the role\'s own one is left out', () => {
  expect(readColumns(withTreatment(RECIPE, 'patient_id', 'hash'))[0]?.treatment).toBe('hash')
  expect(readColumns(withTreatment(RECIPE, 'patient_id', null))[0]?.treatment).toBeNull()
})

test('a treatment of several steps comes back as it was', () => {
  const steps = readColumns(RECIPE)[1]?.treatment ?? ''
  expect(steps).toBe('[{bottom-code: 0}, {top-code: 300}]')
  expect(withTreatment(withTreatment(RECIPE, 'cost', 'drop'), 'cost', steps)).toBe(withTreatment(RECIPE, 'cost', steps))
  expect(readColumns(withTreatment(withTreatment(RECIPE, 'cost', 'drop'), 'cost', steps))[1]?.treatment).toBe(steps)
})

test('a text that is no recipe stays as it is', () => {
  for (const text of ['', 'a: [', '- 1', 'null', 'columns: 3']) {
    expect(readColumns(text)).toEqual([])
    expect(versionOf(text)).toBeNull()
  }
  expect(withRole('a: [', 'a', 'plain')).toBe('a: [')
})

test('versionOf() reads the version of the release', () => {
  expect(versionOf(RECIPE)).toBe('1.0.0')
  expect(versionOf('release: {version: 2}')).toBe('2')
})

test('whatever is typed, nothing breaks', () => {
  fc.assert(fc.property(fc.string(), (text) => {
    expect(Array.isArray(readColumns(text))).toBe(true)
    expect(typeof withTreatment(text, 'a', 'drop')).toBe('string')
  }))
})

test('every role has treatments to choose, and another word has none', () => {
  for (const role of COLUMN_ROLES) expect(treatmentsOf(role).length).toBeGreaterThan(1)
  expect(treatmentsOf('other')).toEqual([])
})
