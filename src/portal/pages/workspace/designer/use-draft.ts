import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useRef, useState } from 'react'
import type { RecipeAnswer } from '#dam/catalogue/runs/run-answers.ts'
import { recipeQuery, saveRecipe } from '../../../api/runs.ts'
import { changeRecipe, type RecipeChange } from './change-recipe.ts'
import { beginHistory, redo, undo, write, type History } from './history.ts'
import { keptText } from './kept-text.ts'

const PAUSE_MILLISECONDS = 800
const RETRY_MILLISECONDS = 5000

/** The recipe as it is being written. */
export interface Draft {
  readonly text: string
  /** Another text. `by` names the field that it was typed in, so that one word is one step back. */
  readonly write: (text: string, by?: string) => void
  readonly edit: (changes: readonly RecipeChange[], by?: string) => void
  readonly undo: () => void
  readonly redo: () => void
  readonly mayUndo: boolean
  readonly mayRedo: boolean
  readonly state: 'saved' | 'changed' | 'saving' | 'failed'
  readonly fault: unknown
  readonly save: () => Promise<void>
}

/** A draft that remembers every text, and is saved by itself after a pause. */
export function useDraft({ recipe, publisher, slug }: { readonly recipe: RecipeAnswer; readonly publisher: string; readonly slug: string }): Draft {
  const client = useQueryClient()
  const [kept] = useState(() => keptText(`${publisher}/${slug}`, () => localStorage))
  const [history, setHistory] = useState(() => resumed(recipe.text, kept.read()))
  const [saved, setSaved] = useState(recipe.text)
  const [newest, setNewest] = useState(recipe.savedAt ?? '')
  const text = history.present
  const { mutate, mutateAsync, isPending, isError, error } = useMutation({
    mutationFn: (sent: string) => saveRecipe(publisher, slug, sent),
    onSuccess: (answer, sent) => {
      setSaved(sent)
      setNewest(answer.savedAt ?? '')
      client.setQueryData(recipeQuery(publisher, slug).queryKey, answer)
    },
  })

  useEffect(() => {
    if (text === saved) kept.forget()
    else kept.keep(text)
    if (text === saved || isPending) return undefined
    const timer = setTimeout(() => mutate(text), isError ? RETRY_MILLISECONDS : PAUSE_MILLISECONDS)
    return () => clearTimeout(timer)
  }, [text, saved, isPending, isError, mutate, kept])

  // What came anew from the server, as a proposal from other files, is taken up where nothing else was written meanwhile.
  useEffect(() => {
    if ((recipe.savedAt ?? '') <= newest || text !== saved || isPending) return
    setNewest(recipe.savedAt ?? '')
    setSaved(recipe.text)
    setHistory((before) => write(before, recipe.text, { by: '', at: 0 }))
  }, [recipe, newest, saved, text, isPending])

  useSaveAtTheEnd({ text, isSaved: text === saved, publisher, slug })

  return {
    text,
    write: useCallback((next, by = '') => setHistory((before) => write(before, next, { by, at: Date.now() })), []),
    edit: useCallback((changes, by = '') => setHistory((before) => write(before, changeRecipe(before.present, changes), { by, at: Date.now() })), []),
    undo: useCallback(() => setHistory(undo), []),
    redo: useCallback(() => setHistory(redo), []),
    mayUndo: history.past.length > 0, mayRedo: history.future.length > 0,
    state: text === saved ? 'saved' : isPending ? 'saving' : isError ? 'failed' : 'changed',
    fault: isError ? error : null,
    save: async () => { if (text !== saved) await mutateAsync(text) },
  }
}

/** Begins with what the server has; what was typed and never saved comes after it, so that it can be taken back. */
function resumed(text: string, kept: string | null): History {
  return kept === null ? beginHistory(text) : write(beginHistory(text), kept, { by: '', at: 0 })
}

/** Saves what is open when the page is left, and asks before the window is closed. */
function useSaveAtTheEnd({ text, isSaved, publisher, slug }: { readonly text: string; readonly isSaved: boolean; readonly publisher: string; readonly slug: string }): void {
  const client = useQueryClient()
  const latest = useRef({ text, isSaved })
  useEffect(() => { latest.current = { text, isSaved } }, [text, isSaved])
  useEffect(() => () => {
    // Read when the page is left, not when it was opened.
    const open = latest.current
    if (!open.isSaved) void saveRecipe(publisher, slug, open.text).then((answer) => client.setQueryData(recipeQuery(publisher, slug).queryKey, answer), () => undefined)
  }, [client, publisher, slug])
  useEffect(() => {
    if (isSaved) return undefined
    const ask = (event: BeforeUnloadEvent) => event.preventDefault()
    addEventListener('beforeunload', ask)
    return () => removeEventListener('beforeunload', ask)
  }, [isSaved])
}
