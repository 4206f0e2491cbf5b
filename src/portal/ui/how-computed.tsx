import { Trans, useLingui } from '@lingui/react/macro'
import { Popover } from '@mantine/core'
import type { Words } from '#dam/catalogue/datasets/dataset-answers.ts'
import { CopySnippet } from './copy-snippet.tsx'
import { Spoken } from './words.tsx'

interface How {
  readonly method: Words
  readonly recompute: string
}

/** Where a number comes from, and how anyone gets it again. */
export function HowComputed({ how, of }: { readonly how: How; readonly of: string }) {
  const { t } = useLingui()
  return (
    <Popover width={420} position="bottom-end" withinPortal trapFocus returnFocus>
      <Popover.Target>
        <button type="button" className="link-like small"><Trans>How computed</Trans><span className="hidden">: {of}</span></button>
      </Popover.Target>
      <Popover.Dropdown aria-label={t`How was this computed: ${of}`}>
        <div className="stack tight">
          <p className="small"><Spoken words={how.method} /></p>
          <p className="tiny quiet"><Trans>Get the number again from the released files:</Trans></p>
          <CopySnippet text={how.recompute} />
        </div>
      </Popover.Dropdown>
    </Popover>
  )
}
