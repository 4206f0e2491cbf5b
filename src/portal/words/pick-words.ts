interface Spoken {
  readonly ko?: string | undefined
  readonly en?: string | undefined
  readonly ar?: string | undefined
}

/** What was chosen to be read, and in which language it stands. */
export interface PickedWords {
  readonly text: string
  readonly language: string
}

/** The words in the language asked for; else in English, Korean or Arabic, whichever is there. Korean comes first for readers of Korean only. */
export function pickWords(words: Spoken, language: string): PickedWords {
  const { ko = '', en = '', ar = '' } = words
  const inOrder = [{ language: 'en', text: en }, { language: 'ko', text: ko }, { language: 'ar', text: ar }].filter(({ text }) => text !== '')
  return inOrder.find((one) => one.language === language) ?? inOrder[0] ?? { text: '', language }
}
