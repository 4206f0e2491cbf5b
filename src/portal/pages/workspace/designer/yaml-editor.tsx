import { Trans, useLingui } from '@lingui/react/macro'
import { useEffect, useId, useRef, type KeyboardEvent } from 'react'
import type { RecipeAnswer } from '#dam/catalogue/runs/run-answers.ts'
import { caretPlace, widthOf } from './text-places.ts'
import { useCompletions } from './use-completions.ts'

const LINE_PIXELS = 24

interface Editor {
  readonly text: string
  readonly problems: RecipeAnswer['problems']
  /** The element that says the problems. */
  readonly told: string
  /** A line to go to, from 1; another object goes there anew. */
  readonly goal: { readonly line: number } | null
  /** Names that may stand where a column is meant. */
  readonly columns: readonly string[]
  readonly change: (text: string) => void
}

/** The recipe as text: lines numbered, what is wrong beside its line, words offered while one types. */
export function YamlEditor({ text, problems, told, goal, columns, change }: Editor) {
  const { t } = useLingui()
  const field = useRef<HTMLTextAreaElement>(null)
  const leaves = useRef(false)
  const { offer, propose, put, take, onKey: onOfferKey, close } = useCompletions({ text, field, columns, change })
  const id = useId()
  const lines = text.split('\n')
  const wrong = Map.groupBy(problems, (problem) => problem.line)
  useEffect(() => { if (goal !== null) goTo(field.current, goal.line) }, [goal])
  const onKey = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (onOfferKey(event)) return
    if (event.key === ' ' && event.ctrlKey) {
      event.preventDefault()
      propose(text, event.currentTarget.selectionStart, true)
    } else if (event.key === 'Tab' && !event.shiftKey && !leaves.current) {
      event.preventDefault()
      put(event.currentTarget.selectionStart, event.currentTarget.selectionEnd, '  ')
    }
    // After Escape Tab leaves the field, since a keyboard must find out again.
    leaves.current = event.key === 'Escape'
  }
  const spot = offer && caretPlace(text, offer.from)
  return (
    <div className="stack tight">
      <div className="yaml-pane">
        <div className="gutter" aria-hidden="true">{lines.map((_, place) => <span key={place} className={wrong.has(place + 1) ? 'wrong' : undefined}>{wrong.has(place + 1) ? `✕ ${place + 1}` : place + 1}</span>)}</div>
        <div className="yaml-scroll">
          <div className="yaml-sheet" style={{ inlineSize: `${Math.max(...lines.map((one, place) => widthOf(one) + shortly(wrong.get(place + 1)?.[0]?.message ?? '').length)) + 8}ch` }}>
            <textarea ref={field} className="yaml" aria-label={t`Recipe as YAML`} aria-invalid={problems.length > 0} aria-describedby={`${id}-help${problems.length > 0 ? ` ${told}` : ''}`} aria-autocomplete="list" {...(offer && { 'aria-controls': `${id}-words`, 'aria-activedescendant': `${id}-${offer.at}` })}
              spellCheck={false} autoCapitalize="off" autoComplete="off" rows={lines.length} value={text} onKeyDown={onKey} onBlur={close}
              onChange={(event) => { change(event.currentTarget.value); propose(event.currentTarget.value, event.currentTarget.selectionStart, false) }} onClick={close} />
            {/* The list above says the same in full; this is where an eye looks for it. */}
            {[...wrong].map(([at, [problem]]) => <span key={at} className="inline-problem" aria-hidden="true" data-told={shortly(problem?.message ?? '')} style={{ insetBlockStart: `${12 + (at - 1) * LINE_PIXELS}px`, insetInlineStart: `calc(12px + ${widthOf(lines[at - 1] ?? '') + 2}ch)` }} />)}
            {offer && spot && (
              <ul id={`${id}-words`} role="listbox" aria-label={t`Words that fit here`} className="yaml-words" style={{ insetBlockStart: `${12 + (spot.line + 1) * LINE_PIXELS}px`, insetInlineStart: `calc(12px + ${spot.width}ch)` }}>
                {offer.words.map((word, place) => <li key={word.label} id={`${id}-${place}`} role="option" aria-selected={place === offer.at} onMouseDown={(event) => { event.preventDefault(); take(word) }}>{word.label}</li>)}
              </ul>
            )}
          </div>
        </div>
      </div>
      <p id={`${id}-help`} className="tiny quiet"><Trans>Ctrl and the space bar offer words. Escape, then Tab, leaves the text.</Trans></p>
    </div>
  )
}

/** The sentence without the place, which its line shows, as long as it is worth reading there. */
function shortly(message: string): string {
  const sentence = message.replace(/^\S+: /, '')
  return sentence.length > 60 ? `${sentence.slice(0, 59)}…` : sentence
}

/** Puts the caret at the beginning of a line and brings it into sight. */
function goTo(field: HTMLTextAreaElement | null, line: number): void {
  if (field === null) return
  const place = field.value.split('\n').slice(0, line - 1).reduce((sum, one) => sum + one.length + 1, 0)
  field.focus({ preventScroll: true })
  field.setSelectionRange(place, place)
  const top = field.getBoundingClientRect().top + scrollY + (line - 1) * LINE_PIXELS
  scrollTo({ top: Math.max(0, top - innerHeight / 3) })
}
