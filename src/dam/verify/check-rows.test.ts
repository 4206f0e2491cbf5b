import { deliver } from './made-release.fixture.ts'
import { aRow, cells, first, testPlanted } from './planted-violation.fixture.ts'

testPlanted([
  { name: 'a duplicated row in place of another', by: 'source-rows', data: (draft) => { draft.rows[1] = [...draft.rows[0] ?? []]; draft.vault[1] = draft.vault[0] ?? 0 } },
  { name: 'a row of no source row', by: 'source-rows', data: (draft) => { draft.vault[1] = 218 } },
  { name: 'a sample of the wrong share', by: 'source-rows', recipe: (text) => text.replace('release:', 'sample: {share: 0.5}\nrelease:') },
  { name: 'a wrong ancestor', by: 'ancestors', names: /row \d+ \(row \d+ of the delivery\), column "age"/, data: (draft) => { const row = draft.rows[aRow(draft)]; if (row) row[2] = row[2] === '[20, 30)' ? '[30, 40)' : '[20, 30)' } },
  { name: 'a value that was not generalised', by: 'ancestors', names: new RegExp('"도시'), data: (draft) => { const row = draft.rows[aRow(draft)]; if (row) row[4] = '서울' } },
  { name: 'a missing value made up', by: 'ancestors', names: /"sex"/, data: cells('sex', (cell) => (cell === null ? 'M' : undefined)) },
  { name: 'an un-hashed identifier', by: 'pseudonyms', names: /"patient"/, data: (draft) => { const row = draft.rows[0]; if (row) row[0] = deliver()[draft.vault[0] ?? 0]?.[0] ?? null } },
  { name: 'one pseudonym for two persons', by: 'pseudonyms', data: cells('patient', first('0'.repeat(32))) },
  { name: 'a pseudonym for two persons everywhere', by: 'pseudonyms', data: (draft) => { const tokens = Array.from(new Set(draft.rows.map((row) => row[0]))); for (const row of draft.rows) if (row[0] === tokens[1]) row[0] = tokens[0] ?? null } },
  { name: 'a changed kept cell', by: 'treatments', names: /"diagnosis"/, data: cells('diagnosis', first('J0x')) },
  { name: 'an unrounded cost', by: 'treatments', names: /"cost"/, data: cells('cost', first('12345')) },
  { name: 'a weight above the top code', by: 'treatments', names: /"weight"/, data: cells('weight', (cell, row) => (cell === '90' && row < 40 ? '95.5' : undefined)) },
  { name: 'a mask that shows a digit more', by: 'treatments', names: /"phone"/, data: cells('phone', first('010-*********')) },
  { name: 'two rows\' diagnoses swapped', by: 'treatments', data: (draft) => { const [one, other] = [draft.rows[0], draft.rows.find((row) => row[6] !== draft.rows[0]?.[6])]; if (one && other) [one[6], other[6]] = [other[6] ?? null, one[6] ?? null] } },
])
