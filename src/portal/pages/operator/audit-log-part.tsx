import { Trans, useLingui } from '@lingui/react/macro'
import { TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { auditLogQuery } from '../../api/operator.ts'
import { CopySnippet } from '../../ui/copy-snippet.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { Loaded } from '../../ui/loading.tsx'
import { Pager } from '../../ui/pager.tsx'
import { writeInstant, writeNumber } from '../../words/write-numbers.ts'

/** Who did what to what; each line holds the hash of the one before. */
export function AuditLogPart() {
  const { t, i18n } = useLingui()
  const [offset, setOffset] = useState(0)
  const [object, setObject] = useState('')
  const query = useQuery(auditLogQuery(offset, object))
  return (
    <>
      <p className="quiet readable"><Trans>Nothing here can be changed without being found out. This command counts it all again:</Trans></p>
      <CopySnippet text="datadam audit verify" />
      <TextInput className="ltr" label={t`Only of this object`} placeholder="version:city/discharges@1.0.0" value={object} onChange={(event) => {
        setObject(event.currentTarget.value)
        setOffset(0)
      }} />
      <Loaded query={query}>
        {({ items, total }) => (items.length === 0 ? <EmptyState title={<Trans>No line</Trans>}><Trans>Nothing was done to such an object, or it is written otherwise.</Trans></EmptyState> : (
          <>
            <table className="cards">
              <thead><tr><th scope="col" className="number"><Trans>No.</Trans></th><th scope="col"><Trans>When</Trans></th><th scope="col"><Trans>Who</Trans></th><th scope="col"><Trans>Act</Trans></th><th scope="col"><Trans>Object</Trans></th><th scope="col"><Trans>Hash</Trans></th></tr></thead>
              <tbody>
                {items.map((line) => (
                  <tr key={line.place}>
                    <td className="number" data-label={t`No.`}>{writeNumber(line.place, i18n.locale)}</td>
                    <td data-label={t`When`}>{writeInstant(line.at, i18n.locale)}</td>
                    <td data-label={t`Who`}><bdi className="code tiny">{line.actor}{line.actingFor !== null && ` (${line.actingFor})`}</bdi></td>
                    <td data-label={t`Act`}><bdi className="code">{line.act}</bdi></td>
                    <td data-label={t`Object`}><bdi className="code">{line.object}</bdi></td>
                    <td data-label={t`Hash`}><code className="tiny" title={line.hash}>{line.hash.slice(0, 12)}…</code></td>
                  </tr>
                ))}
              </tbody>
            </table>
            <Pager offset={offset} limit={50} total={total} go={setOffset} />
          </>
        ))}
      </Loaded>
    </>
  )
}
