import { Trans, useLingui } from '@lingui/react/macro'
import { Button, TextInput } from '@mantine/core'
import type { ApplicationRequest } from '#dam/catalogue/access/access-answers.ts'

type People = ApplicationRequest['people']

/** Everybody who will see the data. */
export function PeopleField({ people, change }: { readonly people: People; readonly change: (people: People) => void }) {
  const { t } = useLingui()
  return (
    <fieldset className="languages">
      <legend><Trans>Who will see the data?</Trans></legend>
      <div className="stack">
        {people.map((person, place) => (
          <div className="line" key={place}>
            <TextInput className="grow" aria-label={t`Name of person ${place + 1}`} placeholder={t`Name`} required value={person.name} onChange={(event) => change(people.with(place, { ...person, name: event.currentTarget.value }))} />
            <TextInput className="grow" aria-label={t`E-mail of person ${place + 1}`} placeholder={t`E-mail`} type="email" required value={person.email} onChange={(event) => change(people.with(place, { ...person, email: event.currentTarget.value }))} />
            {people.length > 1 && <Button variant="default" size="sm" onClick={() => change(people.toSpliced(place, 1))} aria-label={t`Remove person ${place + 1}`}><Trans>Remove</Trans></Button>}
          </div>
        ))}
        <div><Button variant="default" size="sm" onClick={() => change([...people, { name: '', email: '' }])}><Trans>Add a person</Trans></Button></div>
      </div>
    </fieldset>
  )
}
