import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { AuditTables } from '#platform/audit-log/audit-line.ts'
import type { Database } from '#platform/database/database.ts'
import { testDatabases } from '#platform/database/test-databases.fixture.ts'
import { openTestPeople, PASSWORD } from './people.fixture.ts'

describe.each(testDatabases())('recordSignIns() on $name', ({ open }) => {
  let database: Database
  beforeAll(async () => { database = await open() })
  afterAll(() => database.close())

  test('the audit log tells who came in and what became of the account, without a name or an address', async () => {
    const people = openTestPeople(database)
    const { browser, personId } = await people.join('Logged Yang')
    await browser.post('/sign-in/email', { email: 'logged-yang@example.org', password: 'wrong password' })
    expect((await browser.post('/change-password', { currentPassword: PASSWORD, newPassword: 'logged.yang.1' })).status).toBe(400)
    expect((await browser.post('/change-password', { currentPassword: PASSWORD, newPassword: 'qK5&평상 아래 둘', revokeOtherSessions: true })).status).toBe(200)
    const lines = await database.queries.withTables<AuditTables>().selectFrom('audit_line').selectAll().orderBy('position').execute()
    expect(lines.map(({ actor, act }) => [actor, act])).toEqual(['account:create', 'session:begin', 'account:change-password', 'session:begin'].map((act) => [`person:${personId}`, act]))
    expect(JSON.stringify(lines)).not.toMatch(/yang/i)
    expect(people.letters.at(-1)?.subject).toBe('비밀번호가 바뀌었습니다')
  })
})
