import { useLingui } from '@lingui/react/macro'
import type { ErrorComponentProps } from '@tanstack/react-router'
import { Page } from '../ui/page.tsx'
import { Problem } from '../ui/problem.tsx'

/** A page that broke: it says so, and can be tried again. */
export function PageFault({ error, reset }: ErrorComponentProps) {
  const { t } = useLingui()
  return <Page title={t`This page stopped working`}><Problem fault={error} retry={reset} /></Page>
}
