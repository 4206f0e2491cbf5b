/** The dark modules of a QR code as one path, a module being 1 by 1; those side by side are one piece. */
export function drawModules(rows: readonly (readonly boolean[])[]): string {
  return rows.flatMap((row, down) => row.flatMap((isDark, along) => {
    if (!isDark || row[along - 1] === true) return []
    const end = row.indexOf(false, along)
    return [`M${along} ${down}h${(end === -1 ? row.length : end) - along}v1H${along}z`]
  })).join('')
}
