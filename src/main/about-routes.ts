import { MOST_KEY_DAYS } from '#platform/auth/api-keys.ts'
import { INVITATION_DAYS } from '#platform/auth/invitations.ts'
import { FRESH_SECONDS, SESSION_SECONDS } from '#platform/auth/open-auth.ts'
import { SHORTEST_PASSWORD } from '#platform/auth/password-strength.ts'
import { IDLE_SECONDS } from '#platform/auth/sessions.ts'
import { AboutAnswer } from '#platform/http/about-answers.ts'
import { doorRoutes } from '#platform/http/door.ts'
import { json } from '#platform/http/shapes.ts'
import { DEAD_LETTERS_KEPT_SECONDS, DONE_JOBS_KEPT_SECONDS } from '#platform/jobs/open-jobs.ts'
import { UNFINISHED_KEPT_SECONDS } from '#dam/catalogue/uploads/upload-tables.ts'
import { guarded } from '#kernels/rulebook/requires.ts'
import type { Config } from './config.ts'

const read = guarded('me:read', { method: 'get', path: '/about', responses: { 200: { description: 'Who answers for this portal, whom to tell of a hole, and how long what is kept about a person', ...json(AboutAnswer) } } })

/** What the pages on privacy and security tell, out of the settings and out of the constants that the program goes by. */
export function aboutRoutes({ operatorName, operatorContact, securityContact, mailUrl }: Pick<Config, 'operatorName' | 'operatorContact' | 'securityContact' | 'mailUrl'>) {
  const answer: AboutAnswer = {
    operatorName: operatorName ?? null, operatorContact: operatorContact ?? null, securityContact: securityContact ?? operatorContact ?? null, letters: mailUrl === undefined ? 'kept-as-files' : 'sent',
    kept: {
      sessionSeconds: SESSION_SECONDS, idleSessionSeconds: IDLE_SECONDS, freshSignInSeconds: FRESH_SECONDS, longestKeyDays: MOST_KEY_DAYS, invitationDays: INVITATION_DAYS,
      sentLetterSeconds: DONE_JOBS_KEPT_SECONDS, unsentLetterSeconds: DEAD_LETTERS_KEPT_SECONDS, unfinishedUploadSeconds: UNFINISHED_KEPT_SECONDS,
    },
    shortestPassword: SHORTEST_PASSWORD,
  }
  return doorRoutes().openapi(read, (c) => c.json(answer, 200))
}
