import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useDeferredValue, useEffect, useId, useState } from 'react'
import { type CatalogueSearch, suggestionsQuery } from '../api/datasets.ts'

/** The one field for looking for data; what was chosen beside it stays. It goes on with what is typed, by first consonants of Hangul too. */
export function SearchField({ search = {}, big = false }: { readonly search?: CatalogueSearch; readonly big?: boolean }) {
  const { t } = useLingui()
  const navigate = useNavigate()
  const list = useId()
  const [words, setWords] = useState(search.query ?? '')
  const [typed, setTyped] = useState('')
  useEffect(() => setWords(search.query ?? ''), [search.query])
  const { data } = useQuery(suggestionsQuery(useDeferredValue(typed)))
  return (
    <form className={`search ${big ? 'big' : ''}`} role="search" onSubmit={(event) => {
      event.preventDefault()
      void navigate({ to: '/datasets', search: { ...search, query: words === '' ? undefined : words, offset: undefined } })
    }}>
      <input type="search" name="query" list={list} autoComplete="off" aria-label={t`Look for data`} placeholder={t`Such as hospital discharges, traffic, court rulings`} value={words} onChange={(event) => {
        setWords(event.currentTarget.value)
        setTyped(event.currentTarget.value)
      }} />
      {/* A browser shows an offer only when it begins as what was typed; the words that were typed stand before it, so that ㅎㄱ shows 학교 too. */}
      <datalist id={list}>{data?.items.map((item) => <option key={item} value={item} label={item.includes(typed) ? undefined : `${typed} → ${item}`} />)}</datalist>
      <button type="submit"><Trans>Find</Trans></button>
    </form>
  )
}
