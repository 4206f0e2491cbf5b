import { Trans } from '@lingui/react/macro'
import type { RecipeAnswer } from '#dam/catalogue/runs/run-answers.ts'
import { Told } from '../../../ui/told.tsx'

/** All that is wrong with the recipe, each leading to its line. */
export function ProblemList({ id, problems, show }: { readonly id: string; readonly problems: RecipeAnswer['problems']; readonly show: (line: number) => void }) {
  return (
    <div id={id} className="note bad" role="alert">
      <strong><Trans>The recipe is not sound yet</Trans></strong>
      <ul>{problems.map(({ line, column, message }) => <li key={`${line}:${column} ${message}`}><button type="button" className="link-like" onClick={() => show(line)}><Trans>Line {line}</Trans></button><span className="said"><Told words={message} /></span></li>)}</ul>
    </div>
  )
}
