// The rows of a release made by hand: for the tests of this room.

export type Row = readonly (string | null)[]

/** What was released beside what was delivered, row by row, with the names of their columns. */
export interface MadeRows { readonly rows: readonly Row[]; readonly sources: readonly Row[]; readonly columns: readonly string[]; readonly delivered: readonly string[] }
