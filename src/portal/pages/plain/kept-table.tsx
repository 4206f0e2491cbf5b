import { Trans, useLingui } from '@lingui/react/macro'
import type { ReactNode } from 'react'
import type { AboutAnswer } from '#platform/http/about-answers.ts'
import { writeSeconds } from '../../words/write-numbers.ts'

const DAY_SECONDS = 86_400

/** What is kept about somebody with an account: what, and for how long. The times are the server's own. */
export function KeptTable({ about: { kept, letters } }: { readonly about: AboutAnswer }) {
  const { t, i18n } = useLingui()
  const time = (seconds: number) => writeSeconds(seconds, i18n.locale)
  const sent = time(kept.sentLetterSeconds)
  const rows: readonly { readonly what: ReactNode; readonly why: ReactNode; readonly until: ReactNode }[] = [
    { what: t`Name, e-mail address, language`, why: t`So that others know whom they deal with, and to write to you`, until: t`As long as the account` },
    { what: t`Password`, why: t`Only what a slow, salted function (scrypt) makes of it; nobody can read it`, until: t`As long as the account` },
    { what: t`Passkeys, second step`, why: t`The public half of each passkey with the name you gave it; the secret of the second step, encrypted`, until: t`Until you remove them` },
    { what: t`Sessions`, why: t`One cookie that only this server can read; network address and kind of browser, so that you see where you are signed in`, until: t`They end after ${time(kept.idleSessionSeconds)} without use, after ${time(kept.sessionSeconds)} at the latest, and are erased when somebody next signs in` },
    { what: t`Attempts to sign in`, why: t`A hash of e-mail and network address with a count, against guessing`, until: t`An hour, until the next attempt of anybody` },
    { what: t`Keys for programs`, why: t`A hash of the key, its first letters, what it may do, when it was last used`, until: t`They hold for ${time(kept.longestKeyDays * DAY_SECONDS)} at most; the hash stays, and opens nothing any more` },
    { what: t`Letters to you`, why: t`In the queue of the server`, until: letters === 'sent' ? t`${sent} after sending; ${time(kept.unsentLetterSeconds)} where one could not be sent` : t`${sent} after sending; this server also keeps them as files until the operator removes them` },
    { what: t`Invitations`, why: t`Your e-mail address and the roles offered`, until: t`They hold for ${time(kept.invitationDays * DAY_SECONDS)}` },
    { what: t`Downloads of data that is not open to all`, why: t`Who, which file, when: so that a recall reaches you`, until: t`For good` },
    { what: t`Applications for data`, why: t`What you wrote, the people you named, and the decision`, until: t`For good` },
    { what: t`Questions, reports, uses you told of`, why: t`Public, with your name`, until: t`For good` },
    { what: t`What you follow, saved searches, notices`, why: t`To tell you of news`, until: t`Until you remove them, notices as long as the account` },
    { what: t`Lines in the audit log`, why: t`Who did what and when, by a random number, without name or address`, until: t`For good; nobody can change or erase them` },
    { what: t`Uploads that never arrived whole`, why: t`So that you can go on after a break`, until: time(kept.unfinishedUploadSeconds) },
  ]
  return (
    <table className="cards kept-table">
      <thead><tr><th scope="col"><Trans>What</Trans></th><th scope="col"><Trans>Why, and how</Trans></th><th scope="col"><Trans>How long</Trans></th></tr></thead>
      <tbody>{rows.map(({ what, why, until }, place) => <tr key={place}><th scope="row">{what}</th><td>{why}</td><td data-label={t`How long`}>{until}</td></tr>)}</tbody>
    </table>
  )
}
