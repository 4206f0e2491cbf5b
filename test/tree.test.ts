import { readdirSync, readFileSync, statSync } from 'node:fs'
import { basename, join } from 'node:path'
import { expect, test } from 'vitest'

const root = join(import.meta.dirname, '..')
const MOST_LINES = 300
const DRAWERS = new Set(['index', 'util', 'utils', 'helper', 'helpers', 'common', 'misc', 'shared', 'types', 'constants', 'manager', 'base', 'lib'])

const STEP = 'a step on the engine; deidentify-table.test.ts takes it with those before and after'

const REFINED = 'choose-for-delivery.test.ts holds what comes of it beside a recoding without a floor'

const DATASETS_DOORS = 'datasets.routes.test.ts asks for it by its door'
const PUBLISHING_DOORS = 'publishing.routes.test.ts takes versions through all states by their doors'
const VERSIONS_DOORS = 'versions.routes.test.ts reads by its door'

const QUERY_DOORS = 'query.routes.test.ts asks by its door'
const PREVIEW_DOORS = 'preview.routes.test.ts tries recipes by its door'
const UPLOADS_DOORS = 'uploads.routes.test.ts sends, fetches, lists and removes by the doors'
const RUNS_DOORS = 'runs.routes.test.ts starts, works on, stops and watches runs by the doors'
const STORES = 'object-store.test.ts holds every store to the same contract'

const PEOPLE_DOORS = 'connect-people.test.ts asks for it by its door'

const ACCESS_DOORS = 'access.routes.test.ts applies, decides and lets the days pass'
const SAMPLES_DOORS = 'samples.routes.test.ts draws by the door'
const RECALLS_DOORS = 'recalls.routes.test.ts recalls and acknowledges by the doors'
const FEEDBACK_DOORS = 'feedback.routes.test.ts asks and decides by the doors'
const NOTIFICATIONS_DOORS = 'notifications.routes.test.ts tells people and reads what they were told'

/** Files and folders that export functions but have their test elsewhere, and why. */
const testedElsewhere: Record<string, string> = {
  'src/platform/engines/sql-engine.ts': 'an interface; its test is duckdb.test.ts',
  'src/platform/database/lock-logs.ts': 'a lock; record-in-audit-log.test.ts and append-event.test.ts write under it at once',
  'src/platform/database/pglite-session.ts': 'a part of pglite-database.ts; every test on PGlite goes through it',
  'src/platform/events/consumer.ts': 'a shape; deliver-events.test.ts tells consumers',
  'src/platform/jobs/job-claims.ts': 'killed-worker.test.ts kills the workers that claim',
  'src/platform/jobs/open-jobs.ts': 'work-on-jobs.test.ts asks for jobs, cancels and retries them',
  'src/dam/catalogue/datasets/create-dataset.ts': DATASETS_DOORS,
  'src/dam/catalogue/datasets/edit-dataset.ts': DATASETS_DOORS,
  'src/dam/catalogue/datasets/find-dataset.ts': DATASETS_DOORS,
  'src/dam/catalogue/datasets/get-dataset-answer.ts': DATASETS_DOORS,
  'src/dam/catalogue/datasets/list-datasets.ts': DATASETS_DOORS,
  'src/dam/catalogue/datasets/record-act.ts': PUBLISHING_DOORS,
  'src/dam/catalogue/publishing/approve-version.ts': PUBLISHING_DOORS,
  'src/dam/catalogue/publishing/find-version.ts': PUBLISHING_DOORS,
  'src/dam/catalogue/publishing/get-version-answer.ts': PUBLISHING_DOORS,
  'src/dam/catalogue/publishing/keep-diff.ts': PUBLISHING_DOORS,
  'src/dam/catalogue/publishing/point-to-latest.ts': PUBLISHING_DOORS,
  'src/dam/catalogue/publishing/record-decision.ts': PUBLISHING_DOORS,
  'src/dam/catalogue/publishing/return-version.ts': PUBLISHING_DOORS,
  'src/dam/catalogue/publishing/submit-version.ts': PUBLISHING_DOORS,
  'src/dam/catalogue/publishing/waiting-versions.ts': PUBLISHING_DOORS,
  'src/dam/catalogue/publishing/withdraw-version.ts': PUBLISHING_DOORS,
  'src/dam/catalogue/publishing/hand-out-file.ts': VERSIONS_DOORS,
  'src/dam/catalogue/publishing/look-at-rows.ts': VERSIONS_DOORS,
  'src/dam/catalogue/publishing/record-download.ts': VERSIONS_DOORS,
  'src/dam/catalogue/publishing/show-report.ts': VERSIONS_DOORS,
  'src/dam/catalogue/finding/saved-searches.ts': 'saved-searches.routes.test.ts keeps and forgets by the doors',
  'src/dam/catalogue/figures/figures.routes.ts': 'count-figures.test.ts asks at its door',
  'src/dam/catalogue/lineage/get-lineage.ts': 'lineage.routes.test.ts reads by its door',
  'src/dam/catalogue/query/query-version.ts': QUERY_DOORS,
  'src/dam/catalogue/runs/preview-draft.ts': PREVIEW_DOORS,
  'src/dam/catalogue/runs/lay-draft.ts': PREVIEW_DOORS,
  'src/dam/catalogue/runs/tradeoff-draft.ts': PREVIEW_DOORS,
  'src/dam/catalogue/runs/read-hierarchy.ts': 'recipes.routes.test.ts reads hierarchies by the doors',
  'src/dam/catalogue/access/access-duties.ts': ACCESS_DOORS,
  'src/dam/catalogue/access/acknowledge-recall.ts': RECALLS_DOORS,
  'src/dam/catalogue/access/apply-for-access.ts': ACCESS_DOORS,
  'src/dam/catalogue/access/check-form.ts': ACCESS_DOORS,
  'src/dam/catalogue/access/decide-application.ts': ACCESS_DOORS,
  'src/dam/catalogue/access/describe-application.ts': ACCESS_DOORS,
  'src/dam/catalogue/access/draw-rows.ts': SAMPLES_DOORS,
  'src/dam/catalogue/access/draw-sample.ts': SAMPLES_DOORS,
  'src/dam/catalogue/access/edit-access-form.ts': ACCESS_DOORS,
  'src/dam/catalogue/access/end-application.ts': ACCESS_DOORS,
  'src/dam/catalogue/access/find-application.ts': ACCESS_DOORS,
  'src/dam/catalogue/access/get-access-form.ts': ACCESS_DOORS,
  'src/dam/catalogue/access/list-applications.ts': ACCESS_DOORS,
  'src/dam/catalogue/access/list-members.ts': ACCESS_DOORS,
  'src/dam/catalogue/access/list-recalls.ts': RECALLS_DOORS,
  'src/dam/catalogue/access/look-after-access.ts': ACCESS_DOORS,
  'src/dam/catalogue/access/may-download.ts': ACCESS_DOORS,
  'src/dam/catalogue/access/recall-version.ts': RECALLS_DOORS,
  'src/dam/catalogue/access/waiting-time.ts': ACCESS_DOORS,
  'src/dam/catalogue/feedback/citing-works.ts': FEEDBACK_DOORS,
  'src/dam/catalogue/feedback/decide-thread.ts': FEEDBACK_DOORS,
  'src/dam/catalogue/feedback/find-thread.ts': FEEDBACK_DOORS,
  'src/dam/catalogue/feedback/follow-dataset.ts': FEEDBACK_DOORS,
  'src/dam/catalogue/feedback/list-threads.ts': FEEDBACK_DOORS,
  'src/dam/catalogue/feedback/look-after-threads.ts': FEEDBACK_DOORS,
  'src/dam/catalogue/feedback/open-thread.ts': FEEDBACK_DOORS,
  'src/dam/catalogue/feedback/post-to-thread.ts': FEEDBACK_DOORS,
  'src/dam/catalogue/feedback/waiting-threads.ts': FEEDBACK_DOORS,
  'src/dam/catalogue/notifications/mute-notices.ts': NOTIFICATIONS_DOORS,
  'src/dam/catalogue/notifications/notify-people.ts': NOTIFICATIONS_DOORS,
  'src/dam/catalogue/notifications/read-notifications.ts': NOTIFICATIONS_DOORS,
  'src/dam/catalogue/notifications/tell-people.ts': NOTIFICATIONS_DOORS,
  'src/dam/catalogue/publishing/complete-evidence.ts': 'begin-version.test.ts ends what was begun',
  'src/dam/catalogue/publishing/fail-version.ts': 'begin-version.test.ts ends what was begun',
  'src/platform/storage/folder-object-store.ts': STORES,
  'src/platform/storage/s3-': STORES,
  'src/main/pipeline-process.ts': 'starts pipeline-program.ts, which the tests of runs start the same way',
  'src/dam/catalogue/uploads/begin-upload.ts': UPLOADS_DOORS,
  'src/dam/catalogue/uploads/describe-upload.ts': UPLOADS_DOORS,
  'src/dam/catalogue/uploads/expire-uploads.ts': UPLOADS_DOORS,
  'src/dam/catalogue/uploads/find-upload.ts': UPLOADS_DOORS,
  'src/dam/catalogue/uploads/finish-upload.ts': UPLOADS_DOORS,
  'src/dam/catalogue/uploads/import-from-url.ts': UPLOADS_DOORS,
  'src/dam/catalogue/uploads/list-uploads.ts': UPLOADS_DOORS,
  'src/dam/catalogue/uploads/own-dataset.ts': UPLOADS_DOORS,
  'src/dam/catalogue/uploads/remove-upload.ts': UPLOADS_DOORS,
  'src/dam/catalogue/uploads/tus-door.ts': UPLOADS_DOORS,
  'src/dam/catalogue/uploads/tus-store.ts': UPLOADS_DOORS,
  'src/dam/catalogue/uploads/upload-tables.ts': UPLOADS_DOORS,
  'src/dam/catalogue/runs/copy-release.ts': RUNS_DOORS,
  'src/dam/catalogue/runs/execute-run.ts': RUNS_DOORS,
  'src/dam/catalogue/runs/find-run.ts': RUNS_DOORS,
  'src/dam/catalogue/runs/keep-progress.ts': RUNS_DOORS,
  'src/dam/catalogue/runs/materialise-inputs.ts': RUNS_DOORS,
  'src/dam/catalogue/runs/start-run.ts': RUNS_DOORS,
  'src/dam/catalogue/runs/stop-run.ts': RUNS_DOORS,
  'src/dam/catalogue/runs/watch-run.ts': RUNS_DOORS,
  'src/dam/catalogue/runs/propose-draft.ts': 'recipes.routes.test.ts saves and proposes by the doors',
  'src/dam/catalogue/runs/save-recipe.ts': 'recipes.routes.test.ts saves and proposes by the doors',
  'src/dam/catalogue/runs/recipe-columns.ts': 'check-draft.test.ts reads what it tells of columns',
  'src/dam/catalogue/runs/recipe-files.ts': 'test/recipe-files.test.ts holds it against the schema and the pipeline',
  'src/main/connect-catalogue.ts': 'joins parts; test/portal.browser.test.ts and test/route-by-role.test.ts use the whole',
  'src/main/open-dam.ts': 'joins parts; src/main/serve.test.ts opens them',
  'src/main/open-stores.ts': 'joins parts; src/main/serve.test.ts opens them',
  'src/portal/api/': 'what pages ask and how; test/portal.browser.test.ts uses them',
  'src/portal/ui/': 'parts of pages, which test/portal.browser.test.ts opens',
  'src/portal/pages/': 'pages, which test/portal.browser.test.ts opens',
  'src/portal/words/language.ts': 'test/portal.browser.test.ts changes the language',
  'src/main/start.ts': 'a program; .ci/run runs it',
  'src/main/example-people.ts': 'example-city.test.ts signs them in, twice',
  'src/main/portal-session.ts': 'example-city.test.ts asks, uploads and signs in by it',
  'src/main/organisation-routes.ts': PEOPLE_DOORS,
  'src/main/passkey-routes.ts': PEOPLE_DOORS,
  'src/main/people-routes.ts': PEOPLE_DOORS,
  'src/main/user-routes.ts': PEOPLE_DOORS,
  'src/platform/backup/': 'restore.test.ts takes a backup through a full circle',
  'src/platform/auth/sign-in-letters.ts': 'open-auth.test.ts reads the letters and follows their links',
  'src/main/cli.ts': 'a program; test/command-line.test.ts runs it',
  'src/main/open-api-document.ts': 'api.test.ts reads the document',
  'src/main/commands/profile.ts': 'test/command-line.test.ts runs it',
  'src/dam/deidentify/table/bound.ts': 'evaluate-node.test.ts holds it beside the scores it bounds',
  'src/dam/deidentify/table/code-rows.ts': STEP,
  'src/dam/deidentify/table/count-delivery.ts': STEP,
  'src/dam/deidentify/table/distributions.ts': STEP,
  'src/dam/deidentify/table/foresee-outcome.ts': 'test/explore-diff.test.ts holds it against the release of the same recipe',
  'src/dam/deidentify/table/try-recodings.ts': 'test/explore-diff.test.ts holds it against the release of the same recipe',
  'src/dam/deidentify/table/drop-tables.ts': STEP,
  'src/dam/deidentify/table/label-rows.ts': STEP,
  'src/dam/deidentify/table/mark-suppressed.ts': STEP,
  'src/dam/deidentify/table/measure-risk.ts': STEP,
  'src/dam/deidentify/table/place-rows.ts': 'recode-rows.test.ts places rows with it',
  'src/dam/deidentify/table/floor/count-by-class.ts': REFINED,
  'src/dam/deidentify/table/floor/refine-classes.ts': REFINED,
  'src/dam/deidentify/table/floor/sample-placed.ts': REFINED,
  'src/dam/deidentify/table/prepare-columns.ts': STEP,
  'src/dam/deidentify/table/read-frequencies.ts': STEP,
  'src/dam/deidentify/table/read-leaves.ts': STEP,
  'src/dam/deidentify/table/released-columns.ts': STEP,
  'src/dam/deidentify/table/report-privacy.ts': STEP,
  'src/dam/deidentify/table/sample-rows.ts': STEP,
  'src/dam/deidentify/table/source-rows.ts': STEP,
  'src/dam/deidentify/table/treat-column.ts': STEP,
  'src/dam/deidentify/table/write-hierarchies.ts': STEP,
  'src/dam/deidentify/table/write-rows.ts': STEP,
  'src/dam/release/report/': 'parts of one page, which test/report.browser.test.ts opens and reads',
  'src/dam/collect-delivery.ts': 'test/explore-diff.test.ts runs it',
  'src/dam/explore-recipe.ts': 'test/explore-diff.test.ts runs it',
  'src/dam/foresee-recipe.ts': 'test/explore-diff.test.ts runs it',
  'src/dam/pipeline.ts': 'test/command-line.test.ts and test/stopped-run.test.ts run it',
  'src/dam/verify/verify-program.ts': 'a program; spawn-verifier.test.ts runs it',
}

function filesBelow(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .map((path) => join(folder, path))
    .filter((path) => statSync(join(root, path)).isFile())
}

const sources = ['src', 'test', 'benchmarks', 'examples'].flatMap(filesBelow).filter((path) => path.endsWith('.ts'))

test('no file is longer than one idea', () => {
  const long = sources.filter((path) => readFileSync(join(root, path), 'utf8').split('\n').length > MOST_LINES + 1)
  expect(long).toEqual([])
})

test('no file or folder is a drawer', () => {
  const names = sources.flatMap((path) => path.split('/').map((name) => name.split('.')[0] ?? ''))
  expect(names.filter((name) => DRAWERS.has(name))).toEqual([])
})

test('every file is named in kebab-case', () => {
  expect(sources.filter((path) => !/^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z]+)*\.ts$/.test(basename(path)))).toEqual([])
})

test('every file of the source that exports a function has its test beside it', () => {
  const untested = sources
    .filter((path) => path.startsWith('src/') && !/\.(test|fixture)\.ts$/.test(path))
    .filter((path) => /^export (async )?function/m.test(readFileSync(join(root, path), 'utf8')))
    .filter((path) => !sources.includes(path.replace(/\.ts$/, '.test.ts')) && !Object.keys(testedElsewhere).some((place) => path.startsWith(place)))
  expect(untested).toEqual([])
})

test('every exception of this test still stands', () => {
  expect(Object.keys(testedElsewhere).filter((place) => !sources.some((path) => path.startsWith(place)))).toEqual([])
})
