const COMMAND = /^duckdb -c "(.*)"$/s
const RELEASED_ROWS = "'data/*.parquet'"

/**
 * The question of a recomputing command, as the tab "Ask" takes it: the released rows are called `data` there.
 *
 * @param recompute as reports hold it: `duckdb -c "select … from 'data/*.parquet' …"`, quoted for a shell
 * @returns null for any other command, and for what asks more of the files than their rows
 */
export function askableSql(recompute: string): string | null {
  const quoted = COMMAND.exec(recompute)?.[1]
  if (quoted === undefined) return null
  const sql = quoted.replaceAll(/\\(["\\$`])/g, '$1')
  if (!sql.includes(` ${RELEASED_ROWS}`) || /parquet_\w+\(/.test(sql)) return null
  return sql.replaceAll(RELEASED_ROWS, 'data')
}
