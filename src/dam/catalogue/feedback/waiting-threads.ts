import type { Principal } from '#platform/auth/principal.ts'
import { personOf } from '#platform/auth/principal.ts'
import type { Database } from '#platform/database/database.ts'
import { isAllowed } from '#kernels/rulebook/rule-book.ts'
import type { InboxItem } from '../datasets/dataset-answers.ts'
import type { IsRecused } from '../datasets/find-dataset.ts'
import { datasetObject } from '../datasets/record-act.ts'
import type { InboxSource } from '../publishing/list-inbox.ts'
import type { FeedbackTables } from './feedback-tables.ts'
import type { ThreadKind } from './thread-state.ts'

const WAITING = { 'answer-question': ['question'], 'triage-defect': ['defect', 'erratum'] } as const satisfies Readonly<Record<string, readonly ThreadKind[]>>

/** Open threads that wait for a steward or owner of the organisation that is acted for; not those that the person opened. */
export function waitingThreads(kind: keyof typeof WAITING, { database: { queries }, isRecused }: { readonly database: Pick<Database, 'queries'>; readonly isRecused: IsRecused }): InboxSource {
  return {
    kind,
    async list(principal: Principal) {
      const [personId, hat] = [personOf(principal), principal.kind === 'anonymous' ? undefined : principal.actingFor?.organisationId]
      if (personId === undefined || hat === undefined || !isAllowed(principal, 'feedback:answer', hat)) return []
      const rows = await queries.withTables<FeedbackTables>().selectFrom('thread as t').innerJoin('dataset as d', 'd.id', 't.dataset_id').innerJoin('organisation as o', 'o.id', 'd.publisher_id')
        .select(['t.id', 't.title', 't.at', 't.due_at', 'd.slug', 'o.slug as publisher']).where('d.publisher_id', '=', hat)
        .where('t.state', '=', 'open').where('t.kind', 'in', [...WAITING[kind]]).where('t.author_id', '!=', personId).orderBy('t.due_at').orderBy('t.id').execute()
      const items: InboxItem[] = []
      for (const { id, title, at, due_at: due, publisher, slug } of rows) {
        if (await isRecused({ personId, objects: [datasetObject({ publisher, slug }), `organisation:${publisher}`] }, queries)) continue
        // The title is the author's own, in whatever language.
        items.push({ id: `${kind}:${id}`, kind, title: { ko: title, en: title, ar: title }, since: at.toISOString(), due: due.toISOString(), address: `/datasets/${publisher}/${slug}?tab=talk` })
      }
      return items
    },
  }
}
