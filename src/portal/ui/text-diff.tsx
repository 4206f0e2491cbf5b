import { plural } from '@lingui/core/macro'
import { Trans } from '@lingui/react/macro'
import type { ReactNode } from 'react'
import { diffLines } from './line-diff.ts'

interface Texts {
  readonly before: string
  readonly after: string
  /** Whose text each is, said before its lines. */
  readonly names: readonly [before: string, after: string]
  readonly label: string
}

/** Two texts held against each other, line by line; what is far from any change is left out. */
export function TextDiff({ before, after, names, label }: Texts) {
  const lines = diffLines(before, after)
  return (
    <div className="text-diff" role="region" aria-label={label} tabIndex={0}>
      <p className="small"><span className="diff-remove">− {names[0]}</span> · <span className="diff-add">+ {names[1]}</span></p>
      {lines.length === 0 ? <p className="small"><Trans>They say the same.</Trans></p> : (
        <ol dir="ltr">{lines.map((line, place) => (
          <li key={place} className={line.kind}>
            {line.kind === 'gap' ? <span className="quiet">… {plural(line.lines, { one: '# line is the same', other: '# lines are the same' })}</span>
              : line.kind === 'same' ? <Line sign=" ">{line.text}</Line>
                : <Line sign={line.kind === 'removed' ? '−' : '+'} said={line.kind === 'removed' ? names[0] : names[1]}>{line.text}</Line>}
          </li>
        ))}</ol>
      )}
    </div>
  )
}

function Line({ sign, said, children }: { readonly sign: string; readonly said?: string; readonly children: ReactNode }) {
  return <><span className="sign" aria-hidden="true">{sign}</span>{said !== undefined && <span className="hidden">{said}: </span>}<code>{children}</code></>
}
