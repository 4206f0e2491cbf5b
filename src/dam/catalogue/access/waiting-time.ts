import { sql } from 'kysely'
import { z } from 'zod'
import type { Clock } from '#platform/clock.ts'
import type { Queries, Tx } from '#platform/database/database.ts'
import type { WaitingAnswer } from './access-answers.ts'
import { dayOf, daysAfter } from './days.ts'

/** Only answers of the last year count, so that the number tells how it is now. */
const WINDOW_DAYS = 365

const METHOD = {
  ko: `지난 ${WINDOW_DAYS}일 동안 승인하거나 거절한 신청마다 신청부터 답변까지 걸린 날의 중앙값입니다. 신청자가 거둬들인 신청은 세지 않고, 아직 기다리는 신청은 따로 보여 줍니다.`,
  en: `Median of the days from application to answer, over all applications granted or refused in the last ${WINDOW_DAYS} days. Withdrawn ones are not counted; those that still wait are told beside it.`,
  ar: `وسيط عدد الأيام من تقديم الطلب إلى الرد عليه، لكل الطلبات التي قُبلت أو رُفضت في آخر ${WINDOW_DAYS} يومًا. لا تُحسب الطلبات المسحوبة، وتُعرض الطلبات المنتظرة على حدة.`,
}

const Counted = z.object({ median: z.number().nullable(), decided: z.number(), waiting: z.number(), overdue: z.number() })

/** How long those who apply for a data set wait for the answer, with the method; for anybody. */
export async function measureWaiting(datasetId: string, { queries, clock }: { readonly queries: Queries | Tx; readonly clock: Clock }): Promise<WaitingAnswer> {
  const now = clock.now()
  const since = daysAfter(now, -WINDOW_DAYS)
  const { rows: [row] } = await sql`
    select percentile_cont(0.5) within group (order by extract(epoch from decided_at - applied_at)::float8) filter (where decided_at >= ${since}) / 86400 as median,
      count(*) filter (where decided_at >= ${since}) as decided,
      count(*) filter (where state = 'waiting') as waiting,
      count(*) filter (where state = 'waiting' and due_at < ${now}) as overdue
    from application where dataset_id = ${datasetId}`.execute(queries)
  const { median, ...counts } = Counted.parse(row)
  return { medianDays: median === null ? null : Math.round(median * 10) / 10, ...counts, since: dayOf(since), method: METHOD }
}
