import type { Principal } from '#platform/auth/principal.ts'
import type { Clock } from '#platform/clock.ts'
import { Refusal } from '#platform/refusal.ts'
import { isAllowed } from '#kernels/rulebook/rule-book.ts'
import { isLicenceOver } from '../datasets/check-details.ts'
import type { Version } from './find-version.ts'

/** What decides whether somebody may have the rows of a version. */
export type WantedVersion = Pick<Version, 'state' | 'isInside' | 'dataset'>

export type DownloadAnswer = { readonly may: true } | { readonly may: false; readonly code: 'gone' | 'unauthenticated' | 'forbidden'; readonly because: string }

/** Decides by access class and grants, which are another feature's. */
export type MayDownload = (request: { readonly principal: Principal; readonly version: WantedVersion }) => Promise<DownloadAnswer>

export interface DownloadNeeds {
  readonly mayDownload: MayDownload
  readonly clock: Clock
}

/** Whether somebody may have the rows of a version that they may know of: by what their key may do, by the licence, by access class and grants. */
export async function decideDownload({ principal, version }: { readonly principal: Principal; readonly version: WantedVersion }, { mayDownload, clock }: DownloadNeeds): Promise<DownloadAnswer> {
  // A look at the rows asks at the door for no more than reading, yet it gives what a download gives.
  if (!isAllowed(principal, 'file:download')) return { may: false, code: 'forbidden', because: 'The key lacks the scope download; make one that has it' }
  const { licence } = version.dataset.details
  if (!version.isInside && isLicenceOver(licence, clock.now().toISOString().slice(0, 10))) return { may: false, code: 'forbidden', because: `The licence of this data set ended on ${licence.expires}` }
  return mayDownload({ principal, version })
}

/** @throws {Refusal} with what would be right */
export async function refuseDownload(request: { readonly principal: Principal; readonly version: WantedVersion }, needs: DownloadNeeds): Promise<void> {
  const answer = await decideDownload(request, needs)
  if (!answer.may) throw new Refusal(answer.code, answer.because)
}
