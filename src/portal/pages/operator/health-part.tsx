import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { healthQuery } from '../../api/operator.ts'
import { Badge } from '../../ui/evidence-badge.tsx'
import { Loaded } from '../../ui/loading.tsx'
import { writeInstant } from '../../words/write-numbers.ts'

export function HealthPart() {
  const { t, i18n } = useLingui()
  const query = useQuery(healthQuery)
  return (
    <Loaded query={query}>
      {(health) => (
        <>
          <dl className="pairs"><dt><Trans>Version</Trans></dt><dd>{health.version}</dd><dt><Trans>Runs since</Trans></dt><dd>{writeInstant(health.startedAt, i18n.locale)}</dd></dl>
          <ul className="rows">{health.checks.map((check) => <li key={check.name} className="line apart"><span><strong>{check.name}</strong><br /><span className="small quiet" lang="en" dir="auto">{check.words}</span></span>{check.isWell ? <Badge tone="good" icon="check">{t`well`}</Badge> : <Badge tone="bad" icon="cross">{t`not well`}</Badge>}</li>)}</ul>
        </>
      )}
    </Loaded>
  )
}
