import type { ColumnType } from 'kysely'
import type { Names } from '#platform/auth/people-answers.ts'
import type { DatasetTables } from '../datasets/dataset-tables.ts'
import type { Words } from '../datasets/dataset-answers.ts'
import type { AccessForm, ApplicationRequest } from './access-answers.ts'
import type { ApplicationState } from './application-state.ts'

/** JSON comes out as what it holds and goes in through `asJsonb`. */
type Json<Value> = ColumnType<Value, Value, Value>

/** The tables of access, samples and recalls, beside those of data sets and what is read of people. */
export type AccessTables = Omit<DatasetTables, 'person'> & {
  person: { id: string; name: string; email: string; email_verified: boolean; suspended_at: Date | null }
  organisation: { id: string; slug: string; name: Names }
  membership: { organisation_id: string; person_id: string; roles: string[]; valid_from: string | null; valid_until: string | null }
  download: { id: string; version_id: string; person_id: string; path: string; at: Date }
  access_form: { dataset_id: string; form: Json<AccessForm>; edited_by: string; edited_at: Date }
  application: {
    id: string; dataset_id: string; applicant_id: string; organisation_id: string | null
    purpose: string; legal_basis: ApplicationRequest['legalBasis']; until_day: string; answers: Json<ApplicationRequest['answers']>; form: Json<AccessForm>
    state: ApplicationState; applied_at: Date; due_at: Date; escalated_at: Date | null
    decided_at: Date | null; decided_by: string | null; reasons: string | null; granted_until: string | null; ended_at: Date | null; ended_by: string | null
  }
  application_person: { application_id: string; place: number; name: string; email: string }
  application_notice: { application_id: string; days_left: number; granted_until: string; at: Date }
  sample_draw: { id: string; version_id: string; person_id: string; seed: number; size: number; stratify: Json<readonly string[]>; rows: number; at: Date }
  recall: { id: string; version_id: string; because: Json<Words>; at: Date; recalled_by: string }
  recall_notice: { recall_id: string; person_id: string; acknowledged_at: Date | null }
}
