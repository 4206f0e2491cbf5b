import { Trans, useLingui } from '@lingui/react/macro'
import { Button } from '@mantine/core'
import type { RecipeAnswer } from '#dam/catalogue/runs/run-answers.ts'
import { TextDiff } from '../../../ui/text-diff.tsx'
import { writeInstant } from '../../../words/write-numbers.ts'
import type { Draft } from './use-draft.ts'

/** Somebody else saved meanwhile: who, when, what differs, and the choice between the two. */
export function ConflictNote({ theirs, draft }: { readonly theirs: RecipeAnswer; readonly draft: Draft }) {
  const { t, i18n } = useLingui()
  const name = theirs.savedBy ?? t`Somebody`
  const at = theirs.savedAt === null ? '' : writeInstant(theirs.savedAt, i18n.locale)
  return (
    <section className="note warn stack tight" role="alert" aria-label={t`Two drafts of the recipe`}>
      <strong><Trans>{name} saved another draft at {at}</Trans></strong>
      <p><Trans>Yours is not saved, so that neither is lost. Choose one; whichever you leave stays within reach of “Undo”.</Trans></p>
      <div className="line">
        <Button onClick={draft.takeTheirs}><Trans>Take theirs</Trans></Button>
        <Button variant="default" loading={draft.state === 'saving'} onClick={draft.keepMine}><Trans>Keep mine over theirs</Trans></Button>
      </div>
      <TextDiff before={theirs.text} after={draft.text} names={[t`only theirs`, t`only mine`]} label={t`What differs between the two`} />
    </section>
  )
}
