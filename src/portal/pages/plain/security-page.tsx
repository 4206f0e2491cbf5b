import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { AboutAnswer } from '#platform/http/about-answers.ts'
import { newestRootQuery } from '../../api/dam.ts'
import { CopySnippet } from '../../ui/copy-snippet.tsx'
import { writeDay, writeNumber, writeSeconds } from '../../words/write-numbers.ts'
import { ContactLink, ReadingPage } from './reading-page.tsx'

const VERIFY = 'datadam verify hospital-discharges@1.0.0'
const KEEP_ROOT = (origin: string) => `curl '${origin}/api/v1/audit-roots?limit=1'`

/** How to tell of a hole, how signing in works, how to check a release and the audit log oneself. */
export function SecurityPage() {
  const { t } = useLingui()
  return (
    <ReadingPage
      title={t`Security`}
      lead={<Trans>You need not believe us: what matters here can be counted again by you.</Trans>}
      partsOf={(about) => [
        { id: 'report', title: t`You found a hole`, body: <Report about={about} /> },
        { id: 'sign-in', title: t`Signing in`, body: <SigningIn about={about} /> },
        { id: 'keys', title: t`Keys for programs`, body: <Keys about={about} /> },
        { id: 'verify', title: t`Check a release yourself`, body: <Verify /> },
        { id: 'audit-log', title: t`The audit log and its daily root`, body: <AuditRoot /> },
        { id: 'guarded', title: t`How the data is guarded`, body: <Guarded /> },
      ]}
    />
  )
}

function Report({ about: { securityContact } }: { readonly about: AboutAnswer }) {
  return (
    <>
      <p>{securityContact === null ? <Trans>The operator has not named a place for it yet. Write to whoever runs this portal, not into a public question.</Trans> : <Trans>Write to <ContactLink contact={securityContact} />, not into a public question.</Trans>}</p>
      <p><Trans>Say what you did, what happened and when. If an error was shown, add its reference: it finds the line in the server’s log.</Trans></p>
      <p><Trans>Please look at no other person’s data, change nothing, and keep it to yourself until it is mended.</Trans></p>
    </>
  )
}

function SigningIn({ about: { kept, shortestPassword } }: { readonly about: AboutAnswer }) {
  const { i18n } = useLingui()
  const time = (seconds: number) => writeSeconds(seconds, i18n.locale)
  return (
    <ul>
      <li><Trans>A <strong>passkey</strong> is a secret that your device keeps for this portal’s address alone and uses only after your finger, face or PIN. A false page gets nothing from it. It counts as two steps.</Trans></li>
      <li><Trans>A <strong>password</strong> has at least {writeNumber(shortestPassword, i18n.locale)} characters; common words count little. We keep only what a slow, salted function makes of it.</Trans></li>
      <li><Trans>A <strong>second step</strong> with a code from your phone can be turned on under <Link to="/account/$part" params={{ part: 'security' }}>“Account”</Link>, with recovery codes that each work once.</Trans></li>
      <li><Trans>Whoever guesses wrong too often has to wait.</Trans></li>
      <li><Trans>A <strong>session</strong> ends after {time(kept.idleSessionSeconds)} without use and after {time(kept.sessionSeconds)} at the latest. You see yours, and end them one by one. Its cookie is signed, and no script can read it.</Trans></li>
      <li><Trans>A new passkey is added only within {time(kept.freshSignInSeconds)} of signing in, and a letter tells you of it.</Trans></li>
    </ul>
  )
}

function Keys({ about: { kept } }: { readonly about: AboutAnswer }) {
  const { i18n } = useLingui()
  return <p><Trans>A program signs in with a key, never with your password. You choose what it may do: read, download, upload, run, apply. A key is shown once, holds for {writeNumber(kept.longestKeyDays, i18n.locale)} days at most, and only its hash is kept. It can make no other key and change nothing of your account.</Trans></p>
}

function Verify() {
  return (
    <>
      <p><Trans>Download all files of a release into one folder and run one command. It needs neither an account nor this server.</Trans></p>
      <CopySnippet text={VERIFY} />
      <p><Trans>It checks the seal and the hash of every file, counts every promise again from the rows, and says line by line what holds. With “--trust” and the publisher’s fingerprint it also checks whose seal it is.</Trans></p>
    </>
  )
}

function AuditRoot() {
  const { i18n } = useLingui()
  const { data } = useQuery(newestRootQuery)
  const [root] = data?.items ?? []
  return (
    <>
      <p><Trans>Every act stands in the audit log: who, what, when. Each line holds the hash of the line before it, so nothing can be changed in the middle without changing everything after it.</Trans></p>
      <p><Trans>Each day’s last hash, the root, is open to all. Keep one: if the log is ever written anew, it no longer fits the root you kept.</Trans></p>
      {root && <p><Trans>The newest root, of {writeDay(root.day, i18n.locale)}, after {writeNumber(root.position, i18n.locale)} lines:</Trans> <code className="hash">{root.hash}</code></p>}
      <CopySnippet text={KEEP_ROOT(globalThis.location.origin)} />
      <p><Trans>The operator counts the whole chain again with “datadam audit verify”.</Trans></p>
    </>
  )
}

function Guarded() {
  return (
    <ul>
      <li><Trans>Whoever made a version never approves it; a second person does.</Trans></li>
      <li><Trans>Questions in SQL run in a locked process: no files, no network, little time and memory, one version’s rows.</Trans></li>
      <li><Trans>Delivered files are never given out to readers, only what the verifier has passed.</Trans></li>
      <li><Trans>Nobody can change a published version; it can only be withdrawn, with a reason that stays.</Trans></li>
    </ul>
  )
}
