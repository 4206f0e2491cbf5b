import type { Tx } from '#platform/database/database.ts'
import type { EnqueueMail } from '#platform/mail/mail.ts'
import { asJsonb } from '../datasets/as-jsonb.ts'
import type { DatasetDetails } from '../datasets/dataset-answers.ts'
import type { IsRecused } from '../datasets/find-dataset.ts'
import { datasetObject } from '../datasets/record-act.ts'
import { classOf, type NoticeFacts, type NoticeKind, wordNotice } from './notice-words.ts'
import type { NotificationTables } from './notification-tables.ts'

/** Something that some people are to be told. */
export interface Notice {
  readonly kind: NoticeKind
  /** The event that tells it: told again, it makes no second item. */
  readonly eventId: string
  readonly at: Date
  readonly to: readonly string[]
  readonly publisher: string
  readonly slug: string
  readonly facts?: Omit<NoticeFacts, 'title'>
  /** In the portal, beginning with a slash. */
  readonly address: string
  /** Of a duty: what is to be done, the same for all who may do it. */
  readonly duty?: string
}

export interface TellNeeds {
  readonly newId: () => string
  readonly enqueueMail: EnqueueMail
  readonly isRecused: IsRecused
  /** Where the portal is, without a slash at its end. */
  readonly origin: string
}

/**
 * Writes one item for each person, and a letter to those whose address is confirmed, in the transaction of the consumer.
 * Left out are suspended people, those recused from the data set, and those who muted what can be muted.
 */
export async function tellPeople(notice: Notice, { tx, newId, enqueueMail, isRecused, origin }: TellNeeds & { readonly tx: Tx }): Promise<void> {
  const { kind, eventId, at, publisher, slug, address, duty } = notice
  const people = await listReaders(notice, tx)
  if (people.length === 0) return
  const tables = tx.withTables<NotificationTables>()
  const facts = { title: await readTitle(notice, tx), ...notice.facts }
  const object = datasetObject({ publisher, slug })
  const isDuty = classOf(kind) === 'duty'
  for (const { id: personId, email, email_verified: isVerified, language } of people) {
    if (await isRecused({ personId, objects: [object, `organisation:${publisher}`] }, tx)) continue
    const made = await tables.insertInto('notification').values({
      id: newId(), person_id: personId, event_id: eventId, kind, facts: asJsonb(facts), address, object, at, is_duty: isDuty, duty: isDuty ? duty ?? `${kind}:${eventId}` : null, read_at: null, done_at: null,
    }).onConflict((conflict) => conflict.doNothing()).returning('id').executeTakeFirst()
    if (made && isVerified) await enqueueMail({ to: email, language, subject: wordNotice(kind, facts)[language], text: letter(wordNotice(kind, facts)[language], `${origin}${address}`) }, tx)
  }
}

/** Marks a duty as done, for all who were told of it, or for one of them. */
export async function endDuty({ duty, personId, at }: { readonly duty: string; readonly personId?: string; readonly at: Date }, { tx }: { readonly tx: Tx }): Promise<void> {
  await tx.withTables<NotificationTables>().updateTable('notification').set({ done_at: at }).where('duty', '=', duty).where('done_at', 'is', null)
    .$if(personId !== undefined, (query) => query.where('person_id', '=', personId ?? '')).execute()
}

async function listReaders({ kind, to }: Notice, tx: Tx) {
  if (to.length === 0) return []
  return tx.withTables<NotificationTables>().selectFrom('person as p').select(['p.id', 'p.email', 'p.email_verified', 'p.language']).where('p.id', 'in', [...new Set(to)]).where('p.suspended_at', 'is', null)
    .$if(classOf(kind) === 'notice', (query) => query.where((the) => the.not(the.exists(the.selectFrom('notification_mute as m').select('m.kind').whereRef('m.person_id', '=', 'p.id').where('m.kind', '=', kind)))))
    .orderBy('p.id').execute()
}

async function readTitle({ publisher, slug }: Notice, tx: Tx): Promise<DatasetDetails['title']> {
  const row = await tx.withTables<NotificationTables>().selectFrom('dataset as d').innerJoin('organisation as o', 'o.id', 'd.publisher_id').select('d.details').where('o.slug', '=', publisher).where('d.slug', '=', slug).executeTakeFirstOrThrow()
  return row.details.title
}

function letter(words: string, link: string): string {
  return `${words}\n\n${link}\n`
}
