import type { Tx } from '#platform/database/database.ts'
import { Refusal } from '#platform/refusal.ts'
import type { VersionState } from '../datasets/dataset-answers.ts'
import type { PublishingTables } from './publishing-tables.ts'
import { nextState, type VersionEvent } from './version-state.ts'

/** A version whose row is held until the transaction ends. */
export interface LockedVersion {
  readonly state: VersionState
  readonly runId: string | null
  readonly startedBy: string | null
  readonly submittedBy: string | null
  readonly releasePath: string | null
}

/** Holds a version's row, so that two acts on it come one after the other. @throws {Refusal} `not-found` */
export async function lockVersion(versionId: string, tx: Tx): Promise<LockedVersion> {
  const row = await tx.withTables<PublishingTables>().selectFrom('version')
    .select(['state', 'run_id as runId', 'started_by as startedBy', 'submitted_by as submittedBy', 'release_path as releasePath'])
    .where('id', '=', versionId).forUpdate().executeTakeFirst()
  if (!row) throw new Refusal('not-found', 'There is no such version')
  return row
}

/** The state after an event. @throws {Refusal} `conflict` where it cannot happen, saying what the version is now */
export function moveVersion(state: VersionState, event: VersionEvent): VersionState {
  const next = nextState(state, event)
  if (next === undefined) throw new Refusal('conflict', `${WANTED[event]}, but this version ${NOW[state]}`)
  return next
}

const WANTED: Readonly<Record<VersionEvent, string>> = {
  begin: 'A run begins on a version that is a draft, returned or not yet submitted',
  complete: 'Evidence is added to a version that is being run',
  fail: 'Only a run that goes on can fail',
  submit: 'A version is submitted when its evidence is complete',
  return: 'A version is returned after it was submitted',
  approve: 'A version is approved after it was submitted',
  withdraw: 'A version is withdrawn after it was published',
}

const NOW: Readonly<Record<VersionState, string>> = {
  draft: 'is a draft; run it first',
  running: 'is being run; wait for its end',
  'evidence-complete': 'has its evidence and was not submitted',
  submitted: 'was submitted and waits for a second person',
  returned: 'was returned; correct it and run it again',
  published: 'is published and never changes; raise release.version in the recipe for another',
  withdrawn: 'was withdrawn',
}
