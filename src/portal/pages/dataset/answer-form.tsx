import { useLingui } from '@lingui/react/macro'
import { Button, Textarea, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { ThreadAnswer } from '#dam/catalogue/feedback/feedback-answers.ts'
import { decideThread, postToThread } from '../../api/feedback.ts'
import { meQuery } from '../../api/people.ts'
import { Form } from '../../ui/form.tsx'
import { Problem } from '../../ui/problem.tsx'
import { useAct } from '../../ui/use-act.ts'

/** Something more to say in a thread. */
export function AnswerForm({ thread }: { readonly thread: ThreadAnswer }) {
  const { t } = useLingui()
  const { data: me } = useQuery(meQuery)
  const [words, setWords] = useState('')
  const act = useAct(() => postToThread(thread.id, words), () => setWords(''))
  if (me === undefined || me.person === null) return null
  return (
    <Form submit={() => act.run(undefined)} label={thread.mayAnswer ? t`Answer` : t`Add`} isBusy={act.isBusy} fault={act.fault} isDisabled={words.trim().length < 3}>
      <Textarea aria-label={thread.mayAnswer ? t`Answer` : t`More to say`} autosize minRows={2} value={words} onChange={(event) => setWords(event.currentTarget.value)} />
    </Form>
  )
}

/** How the publisher ends a thread. */
export function DecideThread({ thread }: { readonly thread: ThreadAnswer }) {
  const { t } = useLingui()
  const [fixedIn, setFixedIn] = useState('')
  const act = useAct((state: ThreadAnswer['state']) => decideThread(thread.id, state, state === 'fixed' ? fixedIn : undefined))
  const choices: Record<ThreadAnswer['kind'], readonly (readonly [ThreadAnswer['state'], string])[]> = {
    question: [['answered', t`It is answered`]], defect: [['confirmed', t`Confirm the defect`], ['declined', t`It is no defect`]], erratum: [['accepted', t`Accept the correction`], ['declined', t`Decline the correction`]],
  }
  const mayBeFixed = thread.state === 'confirmed' || thread.state === 'accepted'
  if (thread.state !== 'open' && !mayBeFixed) return null
  return (
    <div className="line">
      {thread.state === 'open' && choices[thread.kind].map(([state, words]) => <Button key={state} variant="default" size="sm" loading={act.isBusy} onClick={() => act.run(state)}>{words}</Button>)}
      {mayBeFixed && <><TextInput aria-label={t`Version that mends it`} placeholder="1.0.1" size="sm" value={fixedIn} onChange={(event) => setFixedIn(event.currentTarget.value)} /><Button variant="default" size="sm" disabled={fixedIn === ''} loading={act.isBusy} onClick={() => act.run('fixed')}>{t`It is mended`}</Button></>}
      {act.fault !== null && <Problem fault={act.fault} />}
    </div>
  )
}
