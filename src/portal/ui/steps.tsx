import type { ReactNode } from 'react'
import { Icon } from './icon.tsx'

/** Where one is in something that takes several steps. */
export function Steps({ steps, at }: { readonly steps: readonly ReactNode[]; readonly at: number }) {
  return (
    <ol className="steps">
      {steps.map((step, place) => <li key={place} className={place < at ? 'done' : undefined} aria-current={place === at ? 'step' : undefined}><span>{place < at ? <Icon name="check" size={12} /> : place + 1}</span>{step}</li>)}
    </ol>
  )
}
