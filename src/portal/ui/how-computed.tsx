import { Trans, useLingui } from '@lingui/react/macro'
import { Popover } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { Words } from '#dam/catalogue/datasets/dataset-answers.ts'
import { askableSql } from './askable-sql.ts'
import { CopySnippet } from './copy-snippet.tsx'
import { Told, useTold } from './told.tsx'

interface How {
  readonly method: Words
  readonly recompute: string
}

/** The release whose rows a number was counted from. */
export interface CountedRelease {
  readonly publisher: string
  readonly slug: string
  readonly version: string
}

/** Where a number comes from, and how anyone gets it again; where the rows are open and hold it, a click counts them anew. */
export function HowComputed({ how, of: counted, release, lead, label }: { readonly how: How; readonly of: string | Words; readonly release?: CountedRelease | undefined; readonly lead?: ReactNode; /** Where one place has several. */ readonly label?: string }) {
  const { t, i18n } = useLingui()
  const of = useTold(typeof counted === 'string' ? { [i18n.locale]: counted } : counted).text
  const sql = release && askableSql(how.recompute)
  return (
    <Popover width={420} position="bottom-end" withinPortal trapFocus returnFocus>
      <Popover.Target>
        <button type="button" className="link-like small">{label ?? <Trans>How computed</Trans>}<span className="hidden">: {of}</span></button>
      </Popover.Target>
      <Popover.Dropdown aria-label={t`How was this computed: ${of}`}>
        <div className="stack tight">
          <p className="small"><Told words={how.method} /></p>
          <p className="tiny quiet">{lead ?? <Trans>Get the number again from the released files:</Trans>}</p>
          <CopySnippet text={how.recompute} />
          {release && typeof sql === 'string' && <p><Link to="/datasets/$publisher/$slug" params={release} search={{ tab: 'ask', version: release.version, sql }}><Trans>Count it here now</Trans></Link></p>}
        </div>
      </Popover.Dropdown>
    </Popover>
  )
}
