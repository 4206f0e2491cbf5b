import { cells, first, write, testPlanted } from './planted-violation.fixture.ts'

testPlanted([
  { name: 'a name in README.md', by: 'identifier-texts', names: /README\.md.*"name"/, told: write('README.md', '# Visits\n\n아무개 12호의 방문을 보십시오.\n') },
  { name: 'a telephone number in a JSON file', by: 'identifier-texts', names: /croissant\.json.*"phone"/, told: ({ files }) => { files.set('croissant.json', { description: 'Call 010-0000-1044' }) } },
  { name: 'a name in a kept cell', by: 'identifier-cells', names: /"diagnosis"/, data: cells('diagnosis', first('아무개 3호')) },
])
