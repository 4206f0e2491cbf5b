/** A table in Markdown: numbers are set to the right, text to the left. */
export function markdownTable(headers: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  const rule = headers.map((_, place) => (rows.every((row) => typeof row[place] === 'number' || row[place] === '–') ? '--:' : '---'))
  return [headers, rule, ...rows].map((cells) => `| ${cells.map(written).join(' | ')} |`).join('\n')
}

function written(cell: string | number): string {
  return typeof cell === 'number' ? cell.toLocaleString('en', { maximumSignificantDigits: 9 }) : cell
}
