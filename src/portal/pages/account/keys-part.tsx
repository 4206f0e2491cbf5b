import { Trans, useLingui } from '@lingui/react/macro'
import { Button, Checkbox, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { KeyAnswer, Scope } from '#platform/auth/people-answers.ts'
import { endKey, keysQuery, makeKey, type NewKey } from '../../api/people.ts'
import { CopySnippet } from '../../ui/copy-snippet.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { Badge } from '../../ui/evidence-badge.tsx'
import { Form } from '../../ui/form.tsx'
import { Loaded } from '../../ui/loading.tsx'
import { Problem } from '../../ui/problem.tsx'
import { useAct } from '../../ui/use-act.ts'
import { writeDay } from '../../words/write-numbers.ts'

const SCOPES: readonly Scope[] = ['read', 'download', 'upload', 'run', 'apply']

function useScopeWords(): Readonly<Record<Scope, string>> {
  const { t } = useLingui()
  return { read: t`read`, download: t`download`, upload: t`upload`, run: t`run`, apply: t`apply for access` }
}

/** Keys for programs, each for as little and as long as it is needed. */
export function KeysPart() {
  const query = useQuery(keysQuery)
  const [made, setMade] = useState<NewKey>()
  return (
    <div className="stack loose">
      <p className="quiet readable"><Trans>A program signs in with a key. It may do what you may, but no more than is ticked, until it ends. It acts for the hat that you wear now.</Trans></p>
      {made !== undefined && <div className="note good stack" role="status"><strong><Trans>Copy the key now. It is not shown again.</Trans></strong><CopySnippet text={made.key} /></div>}
      <Loaded query={query}>{({ items }) => (items.length === 0 ? <EmptyState title={<Trans>No key yet</Trans>}><Trans>Make one below to download with a program.</Trans></EmptyState> : <Keys keys={items} />)}</Loaded>
      <Make show={setMade} />
    </div>
  )
}

function Keys({ keys }: { readonly keys: readonly KeyAnswer[] }) {
  const { t, i18n } = useLingui()
  const scopes = useScopeWords()
  const act = useAct(endKey)
  return (
    <>
      {act.fault !== null && <Problem fault={act.fault} />}
      <table className="cards">
        <thead><tr><th scope="col"><Trans>Name</Trans></th><th scope="col"><Trans>May</Trans></th><th scope="col"><Trans>Holds until</Trans></th><th scope="col"><Trans>Last used</Trans></th><th scope="col"><span className="hidden"><Trans>Acts</Trans></span></th></tr></thead>
        <tbody>
          {keys.map((key) => (
            <tr key={key.id}>
              <td><span><strong>{key.name}</strong><br /><code className="tiny">{key.prefix}…</code></span></td>
              <td data-label={t`May`}><span className="line">{key.scopes.map((scope) => <Badge key={scope}>{scopes[scope]}</Badge>)}</span></td>
              <td data-label={t`Holds until`}>{writeDay(key.expiresAt, i18n.locale)}</td>
              <td data-label={t`Last used`}>{key.lastUsedAt === null ? t`never` : writeDay(key.lastUsedAt, i18n.locale)}</td>
              <td><Button size="compact-sm" variant="default" onClick={() => act.run(key.id)} aria-label={t`End the key ${key.name}`}><Trans>End</Trans></Button></td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  )
}

function Make({ show }: { readonly show: (key: NewKey) => void }) {
  const { t } = useLingui()
  const words = useScopeWords()
  const [name, setName] = useState('')
  const [scopes, setScopes] = useState<readonly Scope[]>(['read', 'download'])
  const [until, setUntil] = useState(new Date(Date.now() + 90 * 86_400_000).toISOString().slice(0, 10))
  const act = useAct(() => makeKey({ name, scopes, expiresAt: new Date(`${until}T23:59:59Z`).toISOString() }), (key) => {
    show(key)
    setName('')
  })
  return (
    <section className="card stack readable">
      <h2><Trans>Make a key</Trans></h2>
      <Form submit={() => act.run(undefined)} label={t`Make the key`} isBusy={act.isBusy} fault={act.fault} isDisabled={scopes.length === 0}>
        <TextInput label={t`Name`} description={t`What it is for, so that you know it again`} required value={name} onChange={(event) => setName(event.currentTarget.value)} />
        <Checkbox.Group label={t`May`} value={[...scopes]} onChange={(chosen) => setScopes(SCOPES.filter((scope) => chosen.includes(scope)))}><div className="line">{SCOPES.map((scope) => <Checkbox key={scope} value={scope} label={words[scope]} />)}</div></Checkbox.Group>
        <TextInput label={t`Holds until`} type="date" required value={until} onChange={(event) => setUntil(event.currentTarget.value)} />
      </Form>
    </section>
  )
}
