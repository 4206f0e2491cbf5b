import { Waiting } from './loading.tsx'

/** The room of a list of data sets before it is there, so that nothing under it jumps when it comes. */
export function GhostRows({ count }: { readonly count: number }) {
  return (
    <div>
      <div className="hidden"><Waiting /></div>
      <ul className="rows ghosts" aria-hidden="true">
        {Array.from({ length: count }, (_, place) => (
          <li key={place} className="dataset-row">
            <span className="ghost face small" />
            <div><span className="ghost title" /><span className="ghost" /><span className="ghost short" /></div>
          </li>
        ))}
      </ul>
    </div>
  )
}
