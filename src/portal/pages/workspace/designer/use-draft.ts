import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useRef, useState } from 'react'
import type { RecipeAnswer } from '#dam/catalogue/runs/run-answers.ts'
import { ApiProblem } from '../../../api/request.ts'
import { recipeQuery, saveRecipe } from '../../../api/runs.ts'
import { changeRecipe } from './change-recipe.ts'
import type { RecipeChange } from './recipe-data.ts'
import { beginHistory, redo, undo, write, type History } from './history.ts'
import { keptText, type Unsaved } from './kept-text.ts'

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
  readonly state: 'saved' | 'changed' | 'saving' | 'failed' | 'conflict'
  readonly fault: unknown
  readonly save: () => Promise<void>
  /** What somebody else saved meanwhile; nothing is saved until one of the two is chosen. */
  readonly theirs: RecipeAnswer | null
  /** Theirs in place of mine, which stays one step back. */
  readonly takeTheirs: () => void
  /** Mine is saved over theirs, which stays one step back. */
  readonly keepMine: () => void
}

interface Of {
  readonly recipe: RecipeAnswer
  readonly publisher: string
  readonly slug: string
}

/** A draft that remembers every text, and is saved by itself after a pause. */
export function useDraft({ recipe, publisher, slug }: Of): Draft {
  const client = useQueryClient()
  const [kept] = useState(() => keptText(`${publisher}/${slug}`, () => localStorage))
  const [begun] = useState(() => resumed(recipe, kept.read()))
  const [history, setHistory] = useState(begun.history)
  const [saved, setSaved] = useState(recipe.text)
  /** The saved revision that the text is written over. */
  const [revision, setRevision] = useState(begun.revision)
  const [theirs, setTheirs] = useState<RecipeAnswer | null>(null)
  const text = history.present
  const { mutate, mutateAsync, isPending, isError, error, reset } = useMutation({
    mutationFn: (sent: { readonly text: string; readonly revision: number }) => saveRecipe(publisher, slug, sent),
    onSuccess: (answer, sent) => {
      setSaved(sent.text)
      setRevision(answer.revision)
      setTheirs(null)
      client.setQueryData(recipeQuery(publisher, slug).queryKey, answer)
    },
    onError: async (fault) => {
      if (isConflict(fault)) setTheirs(await client.fetchQuery({ ...recipeQuery(publisher, slug), staleTime: 0 }))
    },
  })

  useEffect(() => {
    if (text === saved) kept.forget()
    else kept.keep({ text, revision })
    if (text === saved || isPending || theirs !== null) return undefined
    const timer = setTimeout(() => mutate({ text, revision }), isError ? RETRY_MILLISECONDS : PAUSE_MILLISECONDS)
    return () => clearTimeout(timer)
  }, [text, saved, revision, theirs, isPending, isError, mutate, kept])

  const takeUp = useCallback((answer: RecipeAnswer) => {
    setRevision(answer.revision)
    setSaved(answer.text)
    setHistory((before) => write(before, answer.text, { by: '', at: 0 }))
  }, [])
  // What came anew from the server, as a proposal from other files, is taken up where nothing else was written meanwhile.
  useEffect(() => {
    if (recipe.revision > revision && text === saved && !isPending) takeUp(recipe)
  }, [recipe, revision, saved, text, isPending, takeUp])

  useSaveAtTheEnd({ text, revision, isSaved: text === saved, publisher, slug })

  return {
    text,
    write: useCallback((next, by = '') => setHistory((before) => write(before, next, { by, at: Date.now() })), []),
    edit: useCallback((changes, by = '') => setHistory((before) => write(before, changeRecipe(before.present, changes), { by, at: Date.now() })), []),
    undo: useCallback(() => setHistory(undo), []),
    redo: useCallback(() => setHistory(redo), []),
    mayUndo: history.past.length > 0, mayRedo: history.future.length > 0,
    state: text === saved ? 'saved' : isPending ? 'saving' : theirs !== null ? 'conflict' : isError ? 'failed' : 'changed',
    fault: isError && !isConflict(error) ? error : null,
    save: async () => { if (text !== saved) await mutateAsync({ text, revision }) },
    theirs: text === saved ? null : theirs,
    takeTheirs: () => { if (theirs !== null) { takeUp(theirs); setTheirs(null); reset() } },
    keepMine: () => {
      if (theirs === null) return
      // Theirs is one step back from mine.
      setHistory((before) => [theirs.text, before.present].reduce((history, one) => write(history, one, { by: '', at: 0 }), before))
      mutate({ text, revision: theirs.revision })
    },
  }
}

function isConflict(fault: unknown): boolean {
  return fault instanceof ApiProblem && fault.code === 'conflict'
}

/** Begins with what the server has; what was typed and never saved comes after it, so that it can be taken back. */
function resumed(recipe: RecipeAnswer, kept: Unsaved | null): { readonly history: History; readonly revision: number } {
  if (kept === null || kept.text === recipe.text) return { history: beginHistory(recipe.text), revision: recipe.revision }
  return { history: write(beginHistory(recipe.text), kept.text, { by: '', at: 0 }), revision: kept.revision ?? recipe.revision }
}

/** Saves what is open when the page is left, and asks before the window is closed. What cannot be saved stays kept in the browser. */
function useSaveAtTheEnd({ text, revision, isSaved, publisher, slug }: { readonly text: string; readonly revision: number; readonly isSaved: boolean; readonly publisher: string; readonly slug: string }): void {
  const client = useQueryClient()
  const latest = useRef({ text, revision, isSaved })
  useEffect(() => { latest.current = { text, revision, isSaved } }, [text, revision, isSaved])
  useEffect(() => () => {
    // Read when the page is left, not when it was opened.
    const open = latest.current
    if (!open.isSaved) void saveRecipe(publisher, slug, { text: open.text, revision: open.revision }).then((answer) => client.setQueryData(recipeQuery(publisher, slug).queryKey, answer), () => undefined)
  }, [client, publisher, slug])
  useEffect(() => {
    if (isSaved) return undefined
    const ask = (event: BeforeUnloadEvent) => event.preventDefault()
    addEventListener('beforeunload', ask)
    return () => removeEventListener('beforeunload', ask)
  }, [isSaved])
}
