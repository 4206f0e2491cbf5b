import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { useSearch } from '@tanstack/react-router'
import { verifyEmail } from '../../api/people.ts'
import { ApiProblem } from '../../api/request.ts'
import { LinkButton } from '../../ui/link-button.tsx'
import { Waiting } from '../../ui/loading.tsx'
import { Page } from '../../ui/page.tsx'
import { Problem } from '../../ui/problem.tsx'

/** Where the link of the message leads. Without a token the server has checked it already and says in `error` what was wrong. */
export function VerifyPage() {
  const { t } = useLingui()
  const { token, error } = useSearch({ from: '/verify' })
  const query = useQuery({ queryKey: ['verify', token], enabled: token !== undefined, retry: false, queryFn: async () => {
    await verifyEmail(token ?? '')
    return true
  } })
  const isConfirmed = error === undefined && (token === undefined || query.isSuccess)
  const fault = error === undefined ? query.error : new ApiProblem(400, 'INVALID_TOKEN', '', null)
  return (
    <Page title={t`Confirm your e-mail`} width="narrow">
      {fault !== null ? <Problem fault={fault} /> : isConfirmed ? (
        <div className="stack"><div className="note good" role="status"><strong><Trans>Your e-mail is confirmed</Trans></strong></div><div><LinkButton to="/sign-in"><Trans>Sign in</Trans></LinkButton></div></div>
      ) : <Waiting />}
    </Page>
  )
}
