/** What was typed and not saved yet is kept in the browser, so that a closed lid loses nothing. */
export interface KeptText {
  read(): string | null
  keep(text: string): void
  forget(): void
}

/** The place of one data set's recipe in a browser's storage. A browser that keeps nothing is taken as one that kept nothing. */
export function keptText(name: string, storage: () => Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>): KeptText {
  const key = `datadam-recipe ${name}`
  return {
    read: () => attempt(() => storage().getItem(key)) ?? null,
    keep: (text) => { attempt(() => storage().setItem(key, text)) },
    forget: () => { attempt(() => storage().removeItem(key)) },
  }
}

function attempt<Answer>(act: () => Answer): Answer | undefined {
  try {
    return act()
  } catch {
    return undefined
  }
}
