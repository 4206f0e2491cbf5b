/**
 * Any text as plain words inside Markdown: no markup, no HTML, no new line, no character that turns the direction of reading.
 *
 * For GitHub's and the Hugging Face Hub's Markdown, in paragraphs, headings, list items and table cells.
 */
export function markdownText(text: string): string {
  return text
    .replaceAll(/[\p{Cc}\u2028\u2029]+/gu, ' ')
    .replaceAll(/[\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/g, '')
    .trim()
    .replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
    .replaceAll(/[\\`*_[\]|~#$]/g, String.raw`\$&`)
    .replace(/^(?=[-+=:])/, '\\')
    .replace(/^(\d+)(?=[.)])/, '$1\\')
}

/** A table; the first row is its head. Cells must be Markdown already. */
export function markdownTable(rows: readonly (readonly string[])[]): string {
  const [head = [], ...body] = rows
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
  return [line(head), line(head.map(() => '---')), ...body.map(line)].join('\n')
}
