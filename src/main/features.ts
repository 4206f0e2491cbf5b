import { dayOf, daysAfter } from '#dam/catalogue/access/days.ts'
import { closeAuditDay } from '#platform/audit-log/close-audit-day.ts'
import { aboutRoutes } from './about-routes.ts'
import type { Chore } from './chores.ts'
import { CATALOGUE_JOBS, connectCatalogue } from './connect-catalogue.ts'
import { connectPeople, PEOPLE_JOBS } from './connect-people.ts'
import { operatorRoutes } from './operator-routes.ts'
import type { Plugs, ServerParts } from './server-parts.ts'

/** Everything that datadam serves. */
export const PLUGS: Plugs = {
  jobs: [...PEOPLE_JOBS, ...CATALOGUE_JOBS],
  async connect(parts) {
    const { config: { mailUrl, mailFrom, signInSecret: authSecret, signInProviders: providers }, publicUrl, timeZone } = parts
    const people = await connectPeople(parts, { mailUrl, mailFrom: mailFrom ?? `Datadam <no-reply@${new URL(publicUrl).hostname}>`, authSecret, providers, timeZone })
    const { counts, features, works, consumers, chores, close } = await connectCatalogue(parts, people)
    return {
      features: [...people.features(counts), ...features, { path: '/api/v1', routes: operatorRoutes(parts, people) }, { path: '/api/v1', routes: aboutRoutes(parts.config) }],
      works: [...people.works, ...works], consumers, chores: [...chores, closeDays(parts)], close, whoAsks: people.whoAsks, firstOperatorLink: people.firstOperatorLink,
    }
  },
}

/** Writes the root of yesterday's audit log, which `/api/v1/audit-roots` then tells everybody. */
function closeDays({ database, clock }: ServerParts): Chore {
  return {
    name: 'close-audit-day', everySeconds: 900,
    run: () => database.transaction((tx) => closeAuditDay({ day: dayOf(daysAfter(clock.now(), -1)) }, { tx })),
  }
}
