/** How the values of one column are spread. What it shows is said beside it in figures. */
export function ColumnFace({ bars }: { readonly bars: readonly number[] }) {
  // A few bars stand close together rather than far apart.
  const width = Math.min(13, 56 / Math.max(1, bars.length))
  return (
    <svg className="column-face" viewBox="0 0 56 28" width="56" height="28" aria-hidden="true">
      {bars.length === 0 && <rect x="0" y="26" width="56" height="2" fill="var(--line-strong)" />}
      {bars.map((bar, place) => {
        const height = Math.max(2, bar * 28)
        return <rect key={place} x={place * width} y={28 - height} width={Math.max(1, width - 1)} height={height} fill="var(--series-1)" />
      })}
    </svg>
  )
}
