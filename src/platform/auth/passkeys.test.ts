import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { AuditTables } from '#platform/audit-log/audit-line.ts'
import type { Database } from '#platform/database/database.ts'
import { testDatabases } from '#platform/database/test-databases.fixture.ts'
import { listPasskeys, removePasskey, renamePasskey } from './passkeys.ts'
import { openTestPeople, type TestPeople } from './people.fixture.ts'
import type { PeopleTables } from './people-tables.ts'

describe.each(testDatabases())('passkeys on $name', ({ open }) => {
  let database: Database
  let people: TestPeople
  beforeAll(async () => {
    database = await open()
    people = openTestPeople(database)
  })
  afterAll(() => database.close())
  const tables = () => database.queries.withTables<PeopleTables>()
  const add = (id: string, personId: string, more: { created_at?: Date; last_used_at?: Date } = {}) => tables().insertInto('passkey').values({
    id, person_id: personId, name: id, credential_id: `credential of ${id}`, public_key: 'secret to nobody', counter: 0, device_type: 'multiDevice', backed_up: true, transports: null, aaguid: null, created_at: new Date(0), ...more,
  }).execute()

  test('a person lists the own ones, the newest first, without what they are checked with', async () => {
    const { principal, personId } = await people.join('Lister Ma')
    await add('old', personId, { last_used_at: new Date(5000) })
    await add('new', personId, { created_at: new Date(1000) })
    expect(await listPasskeys({ principal: await principal() }, people.needs)).toEqual([
      { id: 'new', name: 'new', createdAt: '1970-01-01T00:00:01.000Z', lastUsedAt: null },
      { id: 'old', name: 'old', createdAt: '1970-01-01T00:00:00.000Z', lastUsedAt: '1970-01-01T00:00:05.000Z' },
    ])
  })

  test('a person renames and removes the own ones; a letter and the audit log tell of it', async () => {
    const { principal, personId, email } = await people.join('Keeper Na')
    await add('kept', personId)
    await renamePasskey({ principal: await principal(), id: 'kept', name: '책상 위' }, people.needs)
    expect(await listPasskeys({ principal: await principal() }, people.needs)).toMatchObject([{ id: 'kept', name: '책상 위' }])
    await removePasskey({ principal: await principal(), id: 'kept' }, people.needs)
    expect(await listPasskeys({ principal: await principal() }, people.needs)).toEqual([])
    expect(people.letters.at(-1)).toMatchObject({ to: email, subject: '패스키가 지워졌습니다' })
    const lines = await database.queries.withTables<AuditTables>().selectFrom('audit_line').select(['act', 'object', 'detail']).where('object', '=', 'passkey:kept').orderBy('position').execute()
    expect(lines).toEqual([{ act: 'passkey:manage', object: 'passkey:kept', detail: { renamed: true } }, { act: 'passkey:manage', object: 'passkey:kept', detail: { removed: true } }])
    await expect(removePasskey({ principal: await principal(), id: 'kept' }, people.needs)).rejects.toMatchObject({ code: 'not-found' })
  })

  test('another person’s is not there, and a key manages none', async () => {
    const { personId } = await people.join('Owner Oh')
    const { principal } = await people.join('Stranger Pyo')
    await add('foreign', personId)
    const stranger = await principal()
    const letters = people.letters.length
    expect(await listPasskeys({ principal: stranger }, people.needs)).toEqual([])
    await expect(renamePasskey({ principal: stranger, id: 'foreign', name: 'mine' }, people.needs)).rejects.toMatchObject({ code: 'not-found' })
    await expect(removePasskey({ principal: stranger, id: 'foreign' }, people.needs)).rejects.toMatchObject({ code: 'not-found' })
    await expect(removePasskey({ principal: { kind: 'key', keyId: 'key', personId, actingFor: null, scopes: [] }, id: 'foreign' }, people.needs)).rejects.toMatchObject({ code: 'unauthenticated' })
    expect(await tables().selectFrom('passkey').select('name').where('id', '=', 'foreign').execute()).toEqual([{ name: 'foreign' }])
    expect(people.letters).toHaveLength(letters)
  })

  test('they go with their person', async () => {
    const { personId } = await people.join('Gone Ra')
    await add('orphan', personId)
    await tables().deleteFrom('person').where('id', '=', personId).execute()
    expect(await tables().selectFrom('passkey').select('id').where('id', '=', 'orphan').execute()).toEqual([])
  })
})
