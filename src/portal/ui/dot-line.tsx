import { Fragment } from 'react'

/** Short facts side by side with dots between, each in its own direction and unbroken; what is false or empty falls away. */
export function DotLine({ facts }: { readonly facts: readonly (string | false)[] }) {
  const shown = facts.filter((fact) => fact !== false && fact !== '')
  return shown.map((fact, place) => <Fragment key={place}>{place > 0 && ' · '}<bdi className="unbroken">{fact}</bdi></Fragment>)
}
