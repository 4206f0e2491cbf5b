import { Trans, useLingui } from '@lingui/react/macro'
import { Link } from '@tanstack/react-router'
import type { AboutAnswer } from '#platform/http/about-answers.ts'
import { KeptTable } from './kept-table.tsx'
import { ContactLink, ReadingPage } from './reading-page.tsx'

/** What is kept about whom, for how long, who sees it, and how data sets are made anonymous. */
export function PrivacyPage() {
  const { t } = useLingui()
  return (
    <ReadingPage
      title={t`Privacy`}
      lead={<Trans>You may read everything that is open here without an account, and nobody notes who you are.</Trans>}
      partsOf={(about) => [
        { id: 'visit', title: t`When you only visit`, body: <Visit /> },
        { id: 'account', title: t`When you have an account`, body: <><p><Trans>This is all that is kept about you, and for how long.</Trans></p><KeptTable about={about} /></> },
        { id: 'who', title: t`Who sees it`, body: <WhoSees /> },
        { id: 'rights', title: t`Your rights`, body: <Rights /> },
        { id: 'anonymous', title: t`How data sets are made anonymous`, body: <Anonymous /> },
        { id: 'responsible', title: t`Who answers for this portal`, body: <Responsible about={about} /> },
      ]}
    />
  )
}

function Visit() {
  return (
    <ul>
      <li><Trans>No cookie is set before you go to sign in.</Trans></li>
      <li><Trans>The server’s log gets one line for each request: which kind of page, how it went, how long it took, and a random number. It does not say who asked, from where, or for what.</Trans></li>
      <li><Trans>So that nobody floods the server, requests are counted by network address. This happens in memory only and is gone with the next start at the latest.</Trans></li>
      <li><Trans>Downloads of open data are counted by day and file, never by person.</Trans></li>
      <li><Trans>What you search for and what you ask in SQL is not kept. It stands in the address of the page, so that you can share it.</Trans></li>
      <li><Trans>Your own browser keeps your language, your colours and where you stood on a page. They stay there.</Trans></li>
      <li><Trans>Nothing on these pages comes from elsewhere: no fonts, no counters, no advertising.</Trans></li>
      <li><Trans>If the operator runs another server in front of this one, that server may keep a log of its own; ask the operator.</Trans></li>
    </ul>
  )
}

function WhoSees() {
  return (
    <ul>
      <li><Trans><strong>You</strong> see your profile, sessions, keys, devices and applications under “Account” and “My applications”.</Trans></li>
      <li><Trans><strong>Everybody</strong> sees your name beside the questions, reports and uses that you write publicly.</Trans></li>
      <li><Trans><strong>The people of your organisation</strong> see your name, your e-mail address and your roles there.</Trans></li>
      <li><Trans><strong>Those who decide on your application</strong> see your name and what you wrote in it.</Trans></li>
      <li><Trans><strong>The operators of this portal</strong> see names, e-mail addresses, organisations and the audit log. Whoever reads the log through the portal is written into it too.</Trans></li>
      <li><Trans>Nobody else gets any of it, but for the mail server that carries your letters. The operator’s backups hold it as well.</Trans></li>
    </ul>
  )
}

function Rights() {
  return (
    <>
      <p><Trans>Under <Link to="/account/$part" params={{ part: 'profile' }}>“Account”</Link> you change your name and language, end sessions, and remove devices and keys, at once and by yourself.</Trans></p>
      <p><Trans>You may ask the operator what is kept about you, have it corrected or erased, or have its use stopped. There is no button yet that erases a whole account; write to the operator.</Trans></p>
      <p><Trans>Two things stay: lines of the audit log, which name you by a random number only, and the note of which data you took that was not open to all, so that a recall reaches you.</Trans></p>
      <p><Trans>In Korea these rights follow from articles 35 to 37 of the Personal Information Protection Act. If you get no answer, call the Privacy Infringement Report Centre at 118 (from Korea, free of charge).</Trans></p>
    </>
  )
}

function Anonymous() {
  return (
    <>
      <ol>
        <li><Trans>What names a person is left out, masked, or replaced by a sign that leads nowhere without the publisher’s key.</Trans></li>
        <li><Trans>What could point to a person together, such as age and place, is made coarser until enough people share every combination; how many is promised in the recipe, and rows that still stand out are blanked.</Trans></li>
        <li><Trans>Then the program attacks its own result, and the report says how far an attacker gets beyond mere chance.</Trans></li>
        <li><Trans>A second program that shares no code with the first counts every promise again from the files; what fails is not published.</Trans></li>
        <li><Trans>A second person approves each version; should a fault show up later, the version is withdrawn, and everybody who is known to have taken it can be asked to destroy it.</Trans></li>
      </ol>
      <p><Trans>Every <Link to="/datasets">data set</Link> shows under “Trust” what was promised and what was measured, and <Link to="/security" hash="verify">you can count it again yourself</Link>.</Trans></p>
    </>
  )
}

function Responsible({ about: { operatorName, operatorContact } }: { readonly about: AboutAnswer }) {
  return (
    <>
      <p>{operatorName === null ? <Trans>The operator of this portal has not named who answers for it yet.</Trans> : <bdi>{operatorName}</bdi>}</p>
      <p>{operatorContact === null ? <Trans>No address to write to is given yet.</Trans> : <Trans>Write to <ContactLink contact={operatorContact} />.</Trans>}</p>
      <p><Trans>For what is in a data set, its publisher answers; the contact stands under “Story” on its page.</Trans></p>
    </>
  )
}
