import { Trans } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import type { DatasetAnswer } from '#dam/catalogue/datasets/dataset-answers.ts'
import { ApiProblem } from '../../api/request.ts'
import { recipeQuery } from '../../api/runs.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { LinkButton } from '../../ui/link-button.tsx'
import { Loaded } from '../../ui/loading.tsx'
import { Designer } from './designer/designer.tsx'

interface Where {
  readonly publisher: string
  readonly slug: string
}

/** The recipe, by choosing or as text. */
export function RecipePart({ dataset }: { readonly dataset: DatasetAnswer }) {
  const where = { publisher: dataset.publisher.slug, slug: dataset.slug }
  const query = useQuery(recipeQuery(where.publisher, where.slug))
  if (query.error instanceof ApiProblem && query.error.status === 404) return <NoRecipe {...where} />
  return <Loaded query={query}>{(recipe) => (recipe.text === '' && recipe.savedAt === null ? <NoRecipe {...where} /> : <Designer recipe={recipe} {...where} />)}</Loaded>
}

function NoRecipe({ publisher, slug }: Where) {
  return <EmptyState title={<Trans>No recipe yet</Trans>} action={<LinkButton to="/workspace/$publisher/$slug/$part" params={{ publisher, slug, part: 'uploads' }}><Trans>To the files</Trans></LinkButton>}><Trans>Upload a table first. Then a recipe is proposed from what its columns hold, and you mend it.</Trans></EmptyState>
}
