import { rename, rm, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { testPlanted } from './planted-violation.fixture.ts'

testPlanted([
  { name: 'an extra file', by: 'files', names: /notes\.txt/, disk: (folder) => writeFile(join(folder, 'notes.txt'), 'x') },
  { name: 'a link', by: 'files', names: /README\.md: is a link/, disk: async (folder) => { await rename(join(folder, 'README.md'), `${folder}.md`); await symlink(`${folder}.md`, join(folder, 'README.md')) } },
  { name: 'a name that is not ASCII', by: 'files', disk: (folder) => writeFile(join(folder, '김아무개.json'), '{}') },
  { name: 'a missing card', by: 'files', names: /croissant\.json: is missing/, disk: (folder) => rm(join(folder, 'croissant.json')) },
])
