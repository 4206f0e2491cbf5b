// Who may import whom. Proved by test/rooms.test.ts, which holds a wrong tree for every rule.
const only = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to })

export default {
  forbidden: [
    only('platform-knows-nobody', 'The platform could serve any product.', { path: '^src/platform/' }, { path: '^src/', pathNot: '^src/platform/' }),
    only('dam-knows-no-door', 'Programmes and doors plug into the dam.', { path: '^src/dam/' }, { path: '^src/', pathNot: '^src/(dam|kernels|platform)/' }),
    only('dam-stages-meet-at-the-dataset', 'Stages pass versions; only the pipeline names them in order.', { path: '^src/dam/([^/]+)/', pathNot: '^src/dam/(dataset|recipe)/' }, { path: '^src/dam/', pathNot: '^src/dam/(dataset|recipe|$1)/' }),
    only('dataset-knows-no-stage', 'Every stage stands on it.', { path: '^src/dam/dataset/' }, { path: '^src/dam/', pathNot: '^src/dam/dataset/' }),
    only('recipe-knows-no-stage', 'Every stage reads it.', { path: '^src/dam/recipe/' }, { path: '^src/dam/', pathNot: '^src/dam/(dataset|recipe)/' }),
    only('nobody-imports-the-pipeline', 'It joins the stages; only doors start it.', { path: '^src/(dam|platform)/', pathNot: '^src/dam/pipeline' }, { path: '^src/dam/pipeline' }),
    only('verifier-shares-no-code', 'It must not inherit a mistake of what it checks.', { path: '^src/dam/verify/' }, { path: '^src/', pathNot: '^src/(dam/verify/|dam/dataset/|dam/recipe/|platform/engines/|platform/(refusal|progress)\\.ts)' }),
    only('verifier-sees-recipe-types-only', 'It reads recipes with eyes of its own.', { path: '^src/dam/verify/' }, { path: '^src/dam/recipe/', dependencyTypesNot: ['type-only'] }),
    only('nobody-imports-main', 'It hides a dependency.', { path: '^src/', pathNot: '^src/main/' }, { path: '^src/main/' }),
    only('drivers-live-in-platform', 'One door per driver.', { path: '^src/', pathNot: '^src/(platform|main)/' }, { path: 'node_modules/(@types/)?(@duckdb|@electric-sql|pg|pg-boss|@hono/node-server|nodemailer|aws4fetch|pino|prom-client|better-auth)/' }),
    only('queries-live-with-their-tables', 'Only who has tables asks the database; stages work on files.', { path: '^src/dam/', pathNot: '^src/dam/catalogue/' }, { path: '^src/platform/(database|jobs|events|audit-log)/|node_modules/kysely/' }),
    only('stages-know-no-http', 'A stage is started by a job or a command.', { path: '^src/dam/', pathNot: '^src/dam/catalogue/' }, { path: '^src/platform/(http|auth|mail)/|^src/kernels/rulebook/|node_modules/(@hono|hono)/' }),
    only('kernels-know-only-platform', 'What a mechanism is used for is not its business.', { path: '^src/kernels/' }, { path: '^src/', pathNot: '^src/(kernels|platform)/' }),
    only('kernels-are-strangers', 'Joined by whoever needs both.', { path: '^src/kernels/([^/]+)/' }, { path: '^src/kernels/', pathNot: '^src/kernels/$1/' }),
    only('portal-imports-types-only', 'No server code in the browser.', { path: '^src/portal/', pathNot: '\\.test\\.ts$' }, { path: '^src/(?!portal/)', dependencyTypesNot: ['type-only'] }),
    only('portal-sees-answers-only', 'The shapes of the answers are the contract; tests hold the portal against the server itself.', { path: '^src/portal/', pathNot: '\\.test\\.ts$' }, { path: '^src/(?!portal/)', pathNot: '(-answers|dam/dataset/fact)\\.ts$' }),
    only('nobody-imports-the-portal', 'It is handed out as files.', { path: '^src/(?!portal/)' }, { path: '^src/portal/' }),
    only('no-cycles', 'Two files that need each other are one file, or three.', {}, { circular: true }),
    only('no-tests-in-code', 'Tests depend on code.', { path: '^src/', pathNot: '\\.(test|fixture)\\.ts$' }, { path: '\\.(test|fixture)\\.ts$' }),
    only('no-dev-dependency-in-code', 'Production installs dependencies only; the portal is built before.', { path: '^src/', pathNot: '^src/portal/|\\.(test|fixture)\\.ts$' }, { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] }),
    only('no-unresolved-import', 'It would fail when it runs.', { path: '^src/' }, { couldNotResolve: true, pathNot: '^virtual:' }),
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { conditionNames: ['import', 'node', 'default', 'types'], exportsFields: ['exports'] },
    doNotFollow: { path: 'node_modules' },
  },
}
