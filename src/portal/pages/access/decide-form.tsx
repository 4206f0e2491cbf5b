import { Trans, useLingui } from '@lingui/react/macro'
import { Button, Textarea, TextInput } from '@mantine/core'
import { useState } from 'react'
import type { ApplicationAnswer } from '#dam/catalogue/access/access-answers.ts'
import { endApplication, grantApplication } from '../../api/access.ts'
import { Problem } from '../../ui/problem.tsx'
import { useAct } from '../../ui/use-act.ts'

/** Grant with an end date, or refuse with reasons; a granted one can be revoked. */
export function DecideForm({ application, longestDays }: { readonly application: ApplicationAnswer; readonly longestDays: number }) {
  const { t } = useLingui()
  const latest = new Date(Date.now() + longestDays * 86_400_000).toISOString().slice(0, 10)
  const [until, setUntil] = useState(application.until < latest ? application.until : latest)
  const [words, setWords] = useState('')
  const grant = useAct(() => grantApplication(application.id, until, words))
  const end = useAct((act: 'refuse' | 'revoke') => endApplication(application.id, act, words))
  const fault = grant.fault ?? end.fault
  const hasReason = words.trim().length >= 3
  if (application.state !== 'waiting' && application.state !== 'granted') return null
  return (
    <div className="stack">
      <hr style={{ inlineSize: '100%', margin: 0 }} />
      <Textarea label={t`Reasons`} description={t`The applicant reads them.`} autosize minRows={2} value={words} onChange={(event) => setWords(event.currentTarget.value)} />
      {application.state === 'waiting' && <TextInput label={t`Access until`} description={t`It ends by itself on this day, with a notice before.`} type="date" max={latest} required value={until} onChange={(event) => setUntil(event.currentTarget.value)} />}
      {fault !== null && <Problem fault={fault} />}
      <div className="line">
        {application.state === 'waiting' ? (
          <>
            <Button loading={grant.isBusy} disabled={!hasReason} onClick={() => grant.run(undefined)}><Trans>Grant</Trans></Button>
            <Button variant="default" loading={end.isBusy} disabled={!hasReason} onClick={() => end.run('refuse')}><Trans>Refuse</Trans></Button>
          </>
        ) : <Button variant="default" loading={end.isBusy} disabled={!hasReason} onClick={() => end.run('revoke')}><Trans>Revoke the access</Trans></Button>}
        {!hasReason && <span className="small quiet"><Trans>Write the reasons first.</Trans></span>}
      </div>
    </div>
  )
}
