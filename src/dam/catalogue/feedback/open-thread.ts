import { personOf, type Principal } from '#platform/auth/principal.ts'
import { Refusal } from '#platform/refusal.ts'
import { authorise } from '#kernels/rulebook/rule-book.ts'
import { asJsonb } from '../datasets/as-jsonb.ts'
import { type DatasetName, getDataset, type IsRecused } from '../datasets/find-dataset.ts'
import { type ActNeeds, recordAct } from '../datasets/record-act.ts'
import { getVersion } from '../publishing/find-version.ts'
import { type BusinessCalendar, businessDaysAfter } from './business-days.ts'
import type { ThreadRequest } from './feedback-answers.ts'
import { threadOpened } from './feedback-events.ts'
import type { FeedbackTables } from './feedback-tables.ts'
import { speaksForPublisher, threadFacts, threadObject } from './find-thread.ts'
import { TRIAGE_DAYS } from './thread-state.ts'

export interface OpenRequest {
  readonly principal: Principal
  readonly name: DatasetName
  readonly thread: ThreadRequest
}

export interface FeedbackNeeds extends ActNeeds {
  readonly isRecused: IsRecused
  readonly calendar: BusinessCalendar
}

/**
 * Asks a question, reports a defect, or proposes what a cell should say, with the evidence for it.
 *
 * @throws {Refusal} `not-found`; `bad-input` for an erratum without its cell, or of a cell that the version has not
 */
export async function openThread({ principal, name, thread }: OpenRequest, { database, clock, newId, isRecused, calendar }: FeedbackNeeds): Promise<{ id: string }> {
  authorise(principal, 'feedback:write')
  const { kind, title, words, version, cell } = thread
  if ((kind === 'erratum') !== (cell !== undefined)) throw new Refusal('bad-input', 'An erratum names one cell, what would be right and how that is known; nothing else does')
  const authorId = personOf(principal) ?? ''
  return database.transaction(async (tx) => {
    const dataset = await getDataset({ principal, name }, { queries: tx, isRecused })
    const number = version === undefined && cell === undefined ? null : await checkPlace({ principal, name, version, cell }, { queries: tx, isRecused })
    const id = newId()
    const now = clock.now()
    const tables = tx.withTables<FeedbackTables>()
    await tables.insertInto('thread').values({
      id, dataset_id: dataset.id, kind, title, author_id: authorId, at: now, version: number, state: 'open', due_at: businessDaysAfter(now, TRIAGE_DAYS[kind], calendar),
      decided_at: null, fixed_in: null, cell: cell ? asJsonb(cell) : null, overdue_told_at: null,
    }).execute()
    await tables.insertInto('thread_post').values({ id: newId(), thread_id: id, author_id: authorId, is_publisher: await speaksForPublisher(principal, dataset, { queries: tx, isRecused }), at: now, words }).execute()
    const payload = threadFacts({ id, kind, authorId, dataset })
    await recordAct({ principal, act: 'feedback:write', object: threadObject(id), detail: { kind, dataset: `${name.publisher}/${name.slug}` }, event: { definition: threadOpened, payload } }, { tx, clock, newId })
    return { id }
  })
}

/** The number of the version that is meant, once it is known to have the cell. */
async function checkPlace({ principal, name, version, cell }: { readonly principal: Principal; readonly name: DatasetName } & Pick<ThreadRequest, 'version' | 'cell'>, needs: Parameters<typeof getVersion>[1]): Promise<string> {
  const found = await getVersion({ principal, address: { ...name, version: version ?? 'latest' } }, needs)
  if (cell) {
    const { rows, columns } = found.evidence ?? { rows: 0, columns: [] }
    if (!columns.some((column) => column.name === cell.column)) throw new Refusal('bad-input', `Version ${found.version} has no column of this name`)
    if (cell.row >= rows) throw new Refusal('bad-input', `Version ${found.version} has ${rows} rows; they are counted from 0`)
  }
  return found.version
}
