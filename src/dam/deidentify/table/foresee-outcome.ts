import type { PrivacyReport } from '#dam/dataset/reports.ts'
import { chooseForDelivery } from './choose-for-delivery.ts'
import { type DeliveryNeeds, type DeliveryRequest, withCountedDelivery } from './count-delivery.ts'
import { listLabels } from './label-counts.ts'
import { reportPrivacy } from './report-privacy.ts'
import { scoreClasses } from './score-classes.ts'

/**
 * The report that de-identifying a table would give, without writing a row.
 *
 * Unlike `deidentifyTable` it does not refuse a release that hides some groups more than others: the report says so.
 * @throws {Refusal} `bad-recipe`, `bad-input`, `promise-failed` when the promise cannot be kept, `cancelled`
 */
export async function foreseeOutcome(request: DeliveryRequest, needs: DeliveryNeeds): Promise<PrivacyReport> {
  const { table, recipe } = request
  return withCountedDelivery(request, needs, async (counted, say) => {
    const { lattice, weights, hierarchies } = counted
    say(`searching over ${counted.frequencies.entries} combinations`)
    const chosen = await chooseForDelivery(counted, recipe, needs)
    say('measuring risk')
    return reportPrivacy({
      ...counted, table, recipe, chosen, scored: scoreClasses(chosen.recoded, chosen.frequencies, lattice, weights),
      released: hierarchies.map((hierarchy, column) => listLabels(hierarchy, column, chosen.recoded)),
    }, needs)
  })
}
