import { useLingui } from '@lingui/react/macro'
import { useRef, type KeyboardEvent } from 'react'
import type { RecipeAnswer } from '#dam/catalogue/runs/run-answers.ts'

/** The recipe as text, with its lines numbered and the wrong ones marked. */
export function YamlEditor({ text, problems, change }: { readonly text: string; readonly problems: RecipeAnswer['problems']; readonly change: (text: string) => void }) {
  const { t } = useLingui()
  const leaves = useRef(false)
  const lines = text.split('\n')
  const wrong = new Map(problems.map((problem) => [problem.line, problem.message]))
  return (
    <div className="yaml-pane">
      <div className="gutter" aria-hidden="true">{lines.map((_, place) => <span key={place} className={wrong.has(place + 1) ? 'wrong' : undefined} title={wrong.get(place + 1)}>{wrong.has(place + 1) ? `✕ ${place + 1}` : place + 1}</span>)}</div>
      <textarea className="yaml" aria-label={t`Recipe as YAML`} aria-invalid={problems.length > 0} spellCheck={false} autoCapitalize="off" rows={lines.length} value={text} onChange={(event) => change(event.currentTarget.value)} onKeyDown={(event) => {
        leaves.current = indent(event, leaves.current, change)
      }} />
    </div>
  )
}

/** Tab indents, as people expect of YAML. After Escape it leaves the field, since a keyboard must find out again: true where the next one does. */
function indent(event: KeyboardEvent<HTMLTextAreaElement>, leaves: boolean, change: (text: string) => void): boolean {
  if (event.key === 'Tab' && !event.shiftKey && !leaves) {
    event.preventDefault()
    const { selectionStart, selectionEnd, value } = event.currentTarget
    const field = event.currentTarget
    change(`${value.slice(0, selectionStart)}  ${value.slice(selectionEnd)}`)
    requestAnimationFrame(() => field.setSelectionRange(selectionStart + 2, selectionStart + 2))
  }
  return event.key === 'Escape'
}
