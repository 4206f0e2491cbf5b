import { RELEASED } from './made-release.fixture.ts'
import { addColumn, cells, privacy, testPlanted } from './planted-violation.fixture.ts'

testPlanted([
  { name: 'a missing row', by: 'rows', data: (draft) => { draft.rows.pop(); draft.vault.pop() } },
  { name: 'a missing person', by: 'rows', data: (draft) => { const [gone] = draft.rows[0] ?? []; const kept = draft.rows.map((row) => row[0] !== gone); draft.vault = draft.vault.filter((_, place) => kept[place]); draft.rows = draft.rows.filter((_, place) => kept[place]) } },
  { name: 'a row fewer than reported', by: 'rows', told: privacy((report) => ({ rows: report.rows + 1 })) },
  { name: 'more rows suppressed than the limit', by: 'suppressed', data: cells('age', (_, row, whole) => { if (row < 40) { whole[3] = '*'; whole[4] = '*'; whole[5] = '*'; return '*' } return undefined }) },
  { name: 'fewer rows suppressed than k', by: 'suppressed', recipe: (text) => text.replace('k-anonymity: 5', 'k-anonymity: 11') },
  { name: 'a limit other than the recipe\'s', by: 'suppressed', told: privacy(() => ({ suppressionLimit: 0.5 })) },
  { name: 'suppressed rows miscounted', by: 'suppressed', told: privacy((report) => ({ suppressed: report.suppressed + 1 })) },
  { name: 'an extra column', by: 'columns', names: /"extra"/, data: addColumn('extra', () => 'x') },
  { name: 'a dropped column', by: 'columns', names: /"name"/, data: addColumn('name', (source) => source[1] ?? null) },
  { name: 'a column too few', by: 'columns', names: /"score"/, data: (draft) => { draft.columns.pop(); for (const row of draft.rows) row.pop() } },
  { name: 'a wrong type', by: 'columns', names: /"cost"/, data: (draft) => { draft.columns[RELEASED.cost] = { name: 'cost', type: 'decimal' } } },
  { name: 'columns in another order', by: 'columns', data: (draft) => { draft.columns.reverse(); for (const row of draft.rows) row.reverse(); for (const made of draft.hierarchies) made.place = draft.columns.length - 1 - made.place; draft.hierarchies.reverse() } },
  { name: 'an identifier kept by the recipe', by: 'columns', recipe: (text) => text.replace('{role: identifier, do: {mask: {first: 3}}}', '{role: identifier, do: keep}') },
])
