// A program that writes rows one by one and tells each on stdout once it is committed, until it is killed.
import { sql } from 'kysely'
import { openDatabase } from './open-database.ts'

const [folder = ''] = process.argv.slice(2)
const database = await openDatabase({ folder })
await sql`create table if not exists number (value integer)`.execute(database.queries)
for (let value = 0; ; value++) {
  await database.transaction((tx) => sql`insert into number values (${value})`.execute(tx))
  process.stdout.write(`${value}\n`)
}
