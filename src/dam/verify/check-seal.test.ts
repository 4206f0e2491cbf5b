import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { byteOf, DATA, inFile, type Planted, testPlanted } from './planted-violation.fixture.ts'

testPlanted([
  ...['README.md', 'croissant.json', 'datapackage.json', 'provenance.jsonld', 'recipe.yaml', 'report.html', 'hierarchies/01.json', 'hierarchies/03.csv', 'reports/quality.json', 'reports/profile.json', 'reports/privacy.json', 'reports/verification.json', DATA]
    .map((path): Planted => ({ name: `a changed byte of ${path}`, by: 'manifest', names: new RegExp(`^${path.replaceAll('.', '\\.')}:`, 'm'), disk: byteOf(path, path === DATA ? 40 : 2) })),
  { name: 'a changed byte of the manifest', by: 'signature', disk: inFile('manifest.json', (text) => text.replace('city/visits', 'city/visitz')) },
  { name: 'a manifest signed by another key', by: 'signature', names: /another key/, request: (request) => ({ ...request, trustedKey: 'a'.repeat(64) }) },
  { name: 'a broken signature', by: 'signature', disk: inFile('manifest.sig', (text) => text.replace(/"signature": "..../, '"signature": "AAAA')) },
  { name: 'no manifest', by: 'manifest', disk: (folder) => rm(join(folder, 'manifest.json')) },
  { name: 'a report that did not pass', by: 'certificate', disk: inFile('reports/verification.json', (text) => text.replace('"verdict": "passed"', '"verdict": "failed"')) },
])
