// Writes database/schema.txt from the migrations: node database/write-schema.ts
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { applyMigrations } from '#platform/database/apply-migrations.ts'
import { describeSchema } from '#platform/database/describe-schema.ts'
import { openDatabase } from '#platform/database/open-database.ts'

const database = await openDatabase({ memory: true })
await applyMigrations(database, join(import.meta.dirname, 'migrations'))
await writeFile(join(import.meta.dirname, 'schema.txt'), await describeSchema(database.queries))
await database.close()
