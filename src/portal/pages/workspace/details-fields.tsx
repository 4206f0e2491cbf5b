import { useLingui } from '@lingui/react/macro'
import { NativeSelect, TextInput } from '@mantine/core'
import { useState } from 'react'
import type { DatasetDetails } from '#dam/catalogue/datasets/dataset-answers.ts'
import { useAccessWords } from '../../ui/access-words.ts'
import { useDomainWords } from '../../ui/domain-words.ts'
import { LanguageField } from '../../ui/language-field.tsx'
import { LICENCES, readKeywords } from './dataset-details.ts'

/** What a publisher says of a data set. */
export function DetailsFields({ details, change }: { readonly details: DatasetDetails; readonly change: (details: DatasetDetails) => void }) {
  const { t } = useLingui()
  const access = useAccessWords()
  const domains = useDomainWords()
  const [keywords, setKeywords] = useState(details.keywords.join(', '))
  const [languages, setLanguages] = useState(details.language.join(', '))
  const { licence } = details
  const known = LICENCES.find(({ id }) => id === licence.id)
  return (
    <>
      <LanguageField label={t`Title`} value={details.title} change={(title) => change({ ...details, title })} />
      <LanguageField label={t`Description`} description={t`What the data shows, where it comes from, what it cannot show.`} isLong value={details.description} change={(description) => change({ ...details, description })} />
      <div className="halves fields">
        <NativeSelect label={t`Domain`} value={details.domain ?? ''} onChange={(event) => change({ ...details, domain: event.currentTarget.value || null })} data={[{ value: '', label: t`Not chosen yet` }, ...Object.entries(domains).map(([value, label]) => ({ value, label }))]} />
        <TextInput label={t`Keywords`} description={t`With commas between`} value={keywords} onChange={(event) => {
          setKeywords(event.currentTarget.value)
          change({ ...details, keywords: readKeywords(event.currentTarget.value) })
        }} />
        <NativeSelect label={t`Who may have the rows`} value={details.access} onChange={(event) => {
          const chosen = Object.keys(access).find((one) => one === event.currentTarget.value)
          change({ ...details, access: chosen === 'registered' || chosen === 'on-application' ? chosen : 'open' })
        }} data={Object.entries(access).map(([value, label]) => ({ value, label }))} />
        <NativeSelect label={t`Licence`} value={licence.id} onChange={(event) => {
          const chosen = LICENCES.find(({ id }) => id === event.currentTarget.value)
          if (chosen !== undefined) change({ ...details, licence: { id: chosen.id, territory: licence.territory, mayRedistribute: chosen.mayRedistribute, mustAttribute: chosen.mustAttribute, expires: licence.expires } })
        }} data={[...(known === undefined ? [{ value: licence.id, label: licence.id }] : []), ...LICENCES.map(({ id, name }) => ({ value: id, label: name }))]} />
        <TextInput label={t`Territory of the licence`} description={t`Empty: everywhere`} value={licence.territory ?? ''} onChange={(event) => change({ ...details, licence: { ...licence, territory: event.currentTarget.value || null } })} />
        <TextInput label={t`Licence holds until`} description={t`Empty: no end`} type="date" value={licence.expires ?? ''} onChange={(event) => change({ ...details, licence: { ...licence, expires: event.currentTarget.value || null } })} />
        <TextInput label={t`Contact`} description={t`An e-mail address that is shown to everybody`} type="email" value={details.contact ?? ''} onChange={(event) => change({ ...details, contact: event.currentTarget.value || null })} />
        <TextInput label={t`Languages of the data`} description={t`Codes, such as ko, en`} value={languages} onChange={(event) => {
          setLanguages(event.currentTarget.value)
          change({ ...details, language: readKeywords(event.currentTarget.value) })
        }} />
      </div>
    </>
  )
}
