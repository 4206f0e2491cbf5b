import { useState, type KeyboardEvent, type RefObject } from 'react'
import { completeYaml, type Completion, type Completions } from './complete-yaml.ts'

/** Words that are offered at the caret, and the one that is chosen. */
export interface Offer extends Completions {
  /** Where the caret stands. */
  readonly place: number
  readonly at: number
}

interface Offering {
  readonly text: string
  readonly field: RefObject<HTMLTextAreaElement | null>
  readonly columns: readonly string[]
  readonly change: (text: string) => void
}

/** Offers words of the recipe while one types: arrows choose, Enter and Tab take, Escape closes. */
export function useCompletions({ text, field, columns, change }: Offering) {
  const [offer, setOffer] = useState<Offer | null>(null)
  const propose = (value: string, place: number, isAsked: boolean) => {
    const completions = completeYaml(value, place, columns)
    setOffer(completions.words.length > 0 && (isAsked || completions.from < place) ? { ...completions, place, at: 0 } : null)
  }
  /** Writes instead of what stands there, with the caret behind it. */
  const put = (start: number, end: number, word: string) => {
    change(text.slice(0, start) + word + text.slice(end))
    requestAnimationFrame(() => field.current?.setSelectionRange(start + word.length, start + word.length))
  }
  const take = (word: Completion) => {
    if (offer) put(offer.from, offer.place, word.text)
    setOffer(null)
  }
  /** Whether the key was for the offer. */
  const onKey = (event: KeyboardEvent): boolean => {
    const word = offer?.words[offer.at]
    if (!offer || !word) return false
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
    if (step !== 0) setOffer({ ...offer, at: (offer.at + step + offer.words.length) % offer.words.length })
    else if (event.key === 'Enter' || event.key === 'Tab') take(word)
    else if (event.key === 'Escape') setOffer(null)
    else return false
    event.preventDefault()
    return true
  }
  return { offer, propose, put, take, onKey, close: () => setOffer(null) }
}
