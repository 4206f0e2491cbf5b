import { testPlanted } from './planted-violation.fixture.ts'

testPlanted([
  { name: 'rows in the order of the delivery', by: 'row-order', data: (draft) => { const order = draft.vault.map((_, place) => place).toSorted((one, other) => (draft.vault[one] ?? 0) - (draft.vault[other] ?? 0)); draft.rows = order.map((place) => draft.rows[place] ?? []); draft.vault.sort((one, other) => one - other) } },
  { name: 'rows grouped by a quasi-identifier', by: 'row-groups', names: /"age"/, data: (draft) => { const order = draft.vault.map((_, place) => place).toSorted((one, other) => ((draft.rows[one]?.[2] ?? '') < (draft.rows[other]?.[2] ?? '') ? -1 : 1)); draft.rows = order.map((place) => draft.rows[place] ?? []); draft.vault = order.map((place) => draft.vault[place] ?? 0) } },
])
