import { Trans, useLingui } from '@lingui/react/macro'
import { Textarea, TextInput } from '@mantine/core'
import { useId } from 'react'
import type { Words } from '#dam/catalogue/datasets/dataset-answers.ts'
import { LANGUAGES, OWN_NAMES } from '../words/language.ts'

interface Field {
  readonly label: string
  readonly value: Words
  readonly change: (words: Words) => void
  readonly isLong?: boolean
  readonly description?: string
}

/** The same words in Korean, English and Arabic, in one control that says which are missing. */
export function LanguageField({ label, value, change, isLong = false, description }: Field) {
  const { t } = useLingui()
  const id = useId()
  const missing = LANGUAGES.filter((language) => (value[language] ?? '').trim() === '').map((language) => OWN_NAMES[language])
  const names = missing.join(', ')
  return (
    <fieldset className="languages">
      <legend>{label}</legend>
      {description !== undefined && <p className="small quiet">{description}</p>}
      <div className="stack">
        {LANGUAGES.map((language) => {
          const control = {
            id: `${id}-${language}`, lang: language, dir: language === 'ar' ? 'rtl' : 'ltr', value: value[language] ?? '', 'aria-label': t`${label} in ${OWN_NAMES[language]}`,
            onChange: (event: { readonly currentTarget: { readonly value: string } }) => change({ ...value, [language]: event.currentTarget.value }),
          }
          return (
            <div key={language} className="language-row">
              <label htmlFor={control.id} lang={language}>{OWN_NAMES[language]}</label>
              {isLong ? <Textarea autosize minRows={2} {...control} /> : <TextInput {...control} />}
            </div>
          )
        })}
      </div>
      {missing.length > 0 && <p className="tiny quiet" style={{ marginBlockStart: 'var(--s2)' }}><Trans>Not written yet: {names}</Trans></p>}
    </fieldset>
  )
}
