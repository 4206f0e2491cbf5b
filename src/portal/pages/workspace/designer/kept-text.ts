/** A text and the saved revision that it was written over; null where nobody knows. */
export interface Unsaved {
  readonly text: string
  readonly revision: number | null
}

/** What was typed and not saved yet is kept in the browser, so that a closed lid loses nothing. */
export interface KeptText {
  read(): Unsaved | null
  keep(unsaved: Unsaved): void
  forget(): void
}

/** The place of one data set's recipe in a browser's storage. A browser that keeps nothing is taken as one that kept nothing. */
export function keptText(name: string, storage: () => Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>): KeptText {
  const key = `datadam-recipe ${name}`
  return {
    read: () => unsavedFrom(attempt(() => storage().getItem(key)) ?? null),
    keep: ({ text, revision }) => { attempt(() => storage().setItem(key, `${revision ?? ''}\n${text}`)) },
    forget: () => { attempt(() => storage().removeItem(key)) },
  }
}

/** The first line is the revision. */
function unsavedFrom(written: string | null): Unsaved | null {
  const found = /^(\d*)\n/.exec(written ?? '')
  if (written === null || found === null) return written === null ? null : { text: written, revision: null }
  return { text: written.slice(found[0].length), revision: found[1] === '' ? null : Number(found[1]) }
}

function attempt<Answer>(act: () => Answer): Answer | undefined {
  try {
    return act()
  } catch {
    return undefined
  }
}
