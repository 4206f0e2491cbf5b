import { Trans } from '@lingui/react/macro'
import { useLingui } from '@lingui/react'
import { Button } from '@mantine/core'
import { writeNumber } from '../words/write-numbers.ts'

/** From where to where of how many, and on. */
export function Pager({ offset, limit, total, go }: { readonly offset: number; readonly limit: number; readonly total: number; readonly go: (offset: number) => void }) {
  const { i18n } = useLingui()
  if (total <= limit && offset === 0) return null
  const [from, to, all] = [Math.min(offset + 1, total), Math.min(offset + limit, total), total].map((number) => writeNumber(number, i18n.locale))
  return (
    <div className="line apart" style={{ marginBlockStart: 'var(--s4)' }}>
      <span className="quiet small"><Trans>{from} to {to} of {all}</Trans></span>
      <div className="line">
        <Button variant="default" size="sm" disabled={offset === 0} onClick={() => go(Math.max(0, offset - limit))}><Trans>Previous</Trans></Button>
        <Button variant="default" size="sm" disabled={offset + limit >= total} onClick={() => go(offset + limit)}><Trans>Next</Trans></Button>
      </div>
    </div>
  )
}
