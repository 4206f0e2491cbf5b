import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import type { DatasetAnswer, VersionState } from '#dam/catalogue/datasets/dataset-answers.ts'
import { datasetQuery } from '../../api/datasets.ts'
import { WithHat } from '../../shell/signed-in.tsx'
import { LinkButton } from '../../ui/link-button.tsx'
import { Loaded } from '../../ui/loading.tsx'
import { Page } from '../../ui/page.tsx'
import { Steps } from '../../ui/steps.tsx'
import { pickWords } from '../../words/pick-words.ts'
import { AccessPart } from './access-part.tsx'
import { ApplicationsPart } from './applications-part.tsx'
import { DetailsPart } from './details-part.tsx'
import { RecipePart } from './recipe-part.tsx'
import { RunsPart } from './runs-part.tsx'
import { UploadsPart } from './uploads-part.tsx'
import { VersionsPart } from './versions-part.tsx'

const PARTS = ['details', 'uploads', 'recipe', 'runs', 'versions', 'access', 'applications'] as const

/** Where a publisher works on one data set: from the upload to the release, in order. */
export function WorkspacePage() {
  const { t, i18n } = useLingui()
  const { publisher, slug, part } = useParams({ from: '/workspace/$publisher/$slug/$part' })
  const query = useQuery(datasetQuery(publisher, slug))
  const title = query.data === undefined ? slug : pickWords(query.data.title, i18n.locale).text || slug
  return (
    <WithHat title={title}>
      {() => (
        <Page title={title} {...(part === 'recipe' && { width: 'wide' })} trail={[<Link to="/workspace" key="own"><Trans>My data</Trans></Link>]} lead={<bdi className="code">{publisher}/{slug}</bdi>} actions={<LinkButton to="/datasets/$publisher/$slug" params={{ publisher, slug }} variant="default">{t`As the public sees it`}</LinkButton>}>
          <Loaded query={query}>{(dataset) => <Parts dataset={dataset} />}</Loaded>
        </Page>
      )}
    </WithHat>
  )
}

function Parts({ dataset }: { readonly dataset: DatasetAnswer }) {
  const { t } = useLingui()
  const { publisher, slug, part: asked } = useParams({ from: '/workspace/$publisher/$slug/$part' })
  const part = PARTS.find((one) => one === asked) ?? 'details'
  const words: Record<(typeof PARTS)[number], string> = { details: t`Details`, uploads: t`Uploads`, recipe: t`Recipe`, runs: t`Runs`, versions: t`Versions`, access: t`Access form`, applications: t`Applications` }
  const shown = PARTS.filter((one) => dataset.access === 'on-application' || (one !== 'access' && one !== 'applications'))
  const parts = { details: DetailsPart, uploads: UploadsPart, recipe: RecipePart, runs: RunsPart, versions: VersionsPart, access: AccessPart, applications: ApplicationsPart }
  const Part = parts[part]
  return (
    <>
      <Way dataset={dataset} />
      <div className={`with-side ${part === 'recipe' ? 'across' : ''}`}>
        <nav className="side-nav" aria-label={t`Parts of this data set`}>{shown.map((one) => <Link key={one} to="/workspace/$publisher/$slug/$part" params={{ publisher, slug, part: one }}>{words[one]}</Link>)}</nav>
        <section aria-label={words[part]}><Part key={`${publisher}/${slug}`} dataset={dataset} /></section>
      </div>
    </>
  )
}

/** How far the newest version is on its way. */
function Way({ dataset }: { readonly dataset: DatasetAnswer }) {
  const places: Record<VersionState, number> = { draft: 1, running: 2, 'evidence-complete': 3, returned: 1, submitted: 4, published: 5, withdrawn: 5 }
  const [newest] = dataset.versions
  return <Steps at={newest === undefined ? 0 : places[newest.state]} steps={[<Trans key="upload">Upload files</Trans>, <Trans key="recipe">Write the recipe</Trans>, <Trans key="run">Run it</Trans>, <Trans key="submit">Submit it</Trans>, <Trans key="approval">A second person approves</Trans>]} />
}
