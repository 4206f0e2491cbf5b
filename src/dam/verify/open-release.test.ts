import { appendFile, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { DATA, testPlanted } from './planted-violation.fixture.ts'

testPlanted([
  { name: 'a data file cut short', by: 'readable', names: /data\/train/, disk: (folder) => truncate(join(folder, DATA), 900) },
  { name: 'bytes behind a data file', by: 'readable', disk: (folder) => appendFile(join(folder, DATA), 'x') },
  { name: 'a recipe that is no YAML', by: 'readable', disk: (folder) => writeFile(join(folder, 'recipe.yaml'), ': [') },
])
