import { Trans, useLingui } from '@lingui/react/macro'
import { useNavigate } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import type { CatalogueSearch } from '../api/datasets.ts'

/** The one field for looking for data; what was chosen beside it stays. */
export function SearchField({ search = {}, big = false }: { readonly search?: CatalogueSearch; readonly big?: boolean }) {
  const { t } = useLingui()
  const navigate = useNavigate()
  const [words, setWords] = useState(search.query ?? '')
  useEffect(() => setWords(search.query ?? ''), [search.query])
  return (
    <form className={`search ${big ? 'big' : ''}`} role="search" onSubmit={(event) => {
      event.preventDefault()
      void navigate({ to: '/datasets', search: { ...search, query: words === '' ? undefined : words, offset: undefined } })
    }}>
      <input type="search" name="query" aria-label={t`Look for data`} placeholder={t`Such as hospital discharges, traffic, court rulings`} value={words} onChange={(event) => setWords(event.currentTarget.value)} />
      <button type="submit"><Trans>Find</Trans></button>
    </form>
  )
}
