import { Trans, useLingui } from '@lingui/react/macro'
import { EmptyState } from '../ui/empty-state.tsx'
import { LinkButton } from '../ui/link-button.tsx'
import { Page } from '../ui/page.tsx'

export function NotFoundPage() {
  const { t } = useLingui()
  return (
    <Page title={t`There is no such page`}>
      <EmptyState title={<Trans>Nothing stands at this address</Trans>} action={<LinkButton to="/datasets"><Trans>Look for data</Trans></LinkButton>}><Trans>It may be mistyped, or what stood here was never published.</Trans></EmptyState>
    </Page>
  )
}
