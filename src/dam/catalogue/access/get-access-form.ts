import type { Queries, Tx } from '#platform/database/database.ts'
import { AccessForm } from './access-answers.ts'
import type { AccessTables } from './access-tables.ts'

/** What holds for a data set whose publisher has said nothing else: the ten days in which public bodies answer requests for data, and a year. */
const FORM_OF_NOTHING_SAID: AccessForm = {
  introduction: {
    ko: '이 데이터는 이용 목적과 기간을 밝혀 신청한 뒤 이용할 수 있습니다.',
    en: 'Tell us what you need this data for and until when; access follows our answer.',
    ar: 'بيّن الغرض من استخدام هذه البيانات والمدة المطلوبة، ويُتاح الوصول بعد ردّنا.',
  },
  fields: [], answerWithinDays: 10, delegates: [], longestDays: 365,
}

/** The form of a data set, for those who decide by it: with its delegates. */
export async function getAccessForm(datasetId: string, { queries }: { readonly queries: Queries | Tx }): Promise<AccessForm> {
  const row = await queries.withTables<AccessTables>().selectFrom('access_form').select('form').where('dataset_id', '=', datasetId).executeTakeFirst()
  return row ? AccessForm.parse(row.form) : FORM_OF_NOTHING_SAID
}

/** The form as anybody may see it: who decides is the publisher's business. */
export function publicForm(form: AccessForm): AccessForm {
  return { ...form, delegates: [] }
}
