import type { Principal } from '#platform/auth/principal.ts'
import { Refusal } from '#platform/refusal.ts'
import { authorise, type Permission } from '#kernels/rulebook/rule-book.ts'
import { type Dataset, type DatasetName, getDataset, type ReadNeeds, seesDrafts } from '../datasets/find-dataset.ts'

/**
 * A data set, for somebody of its own people who may do this to what is not published of it.
 *
 * @throws {Refusal} `not-found` for what is not theirs to know of, and for who is recused; `forbidden` by the rule book
 */
export async function getOwnDataset({ principal, name, permission }: { readonly principal: Principal; readonly name: DatasetName; readonly permission: Permission }, needs: ReadNeeds): Promise<Dataset> {
  const dataset = await getDataset({ principal, name }, needs)
  authorise(principal, permission, dataset.organisation.id)
  if (!await seesDrafts(principal, dataset, needs)) throw new Refusal('not-found', `There is no data set ${name.publisher}/${name.slug}`)
  return dataset
}
