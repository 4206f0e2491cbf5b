import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { storageQuery } from '../../api/operator.ts'
import { Loaded } from '../../ui/loading.tsx'
import { writeBytes, writeNumber } from '../../words/write-numbers.ts'

export function StoragePart() {
  const { i18n } = useLingui()
  const query = useQuery(storageQuery)
  const size = (bytes: number) => writeBytes(bytes, i18n.locale)
  return (
    <Loaded query={query}>
      {({ database, objects }) => (
        <>
          <dl className="figures">
            <div><dt><Trans>Database</Trans></dt><dd>{size(database.bytes)}</dd></div>
            <div><dt><Trans>Files</Trans></dt><dd>{size(objects.bytes)}</dd></div>
          </dl>
          <dl className="pairs">
            <dt><Trans>Database</Trans></dt><dd>{database.driver}</dd>
            <dt><Trans>Files lie in</Trans></dt><dd>{objects.kind} · <bdi className="code">{objects.place}</bdi></dd>
            <dt><Trans>Number of files</Trans></dt><dd>{writeNumber(objects.count, i18n.locale)}</dd>
          </dl>
        </>
      )}
    </Loaded>
  )
}
