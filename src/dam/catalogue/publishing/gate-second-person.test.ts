import { expect, test } from 'vitest'
import { secondPerson } from './gate-second-person.ts'
import { gatedVersion } from './publishing.fixture.ts'

test.each([
  { approver: 'third', open: true }, { approver: 'starter', open: false }, { approver: 'submitter', open: false },
])('secondPerson is open for $approver: $open', async ({ approver, open }) => {
  const version = gatedVersion({}, { approver, startedBy: 'starter', submittedBy: 'submitter' })
  expect(await secondPerson.check(version, { get tx(): never { throw new Error('asks nothing of the database') } })).toMatchObject({ open })
})
