import { useLingui } from '@lingui/react/macro'
import type { AccessClass, VersionState } from '#dam/catalogue/datasets/dataset-answers.ts'
import type { RunAnswer } from '#dam/catalogue/runs/run-answers.ts'

/** How the classes of access are called. */
export function useAccessWords(): Readonly<Record<AccessClass, string>> {
  const { t } = useLingui()
  return { open: t`Open to everybody`, registered: t`With an account`, 'on-application': t`On application` }
}

/** How the states of a version are called, and their colour. */
export function useVersionWords(): Readonly<Record<VersionState, { readonly words: string; readonly tone: string }>> {
  const { t } = useLingui()
  return {
    draft: { words: t`Draft`, tone: '' }, running: { words: t`Running`, tone: 'busy' }, 'evidence-complete': { words: t`Evidence complete`, tone: 'good' }, submitted: { words: t`Waits for approval`, tone: 'busy' },
    returned: { words: t`Returned`, tone: 'warn' }, published: { words: t`Published`, tone: 'good' }, withdrawn: { words: t`Withdrawn`, tone: 'bad' },
  }
}

/** How the states of a run are called, and their colour. */
export function useRunWords(): Readonly<Record<RunAnswer['state'], { readonly words: string; readonly tone: string }>> {
  const { t } = useLingui()
  return { waiting: { words: t`Waits its turn`, tone: '' }, running: { words: t`Running`, tone: 'busy' }, done: { words: t`Done`, tone: 'good' }, failed: { words: t`Failed`, tone: 'bad' }, cancelled: { words: t`Cancelled`, tone: 'warn' } }
}

/** How the stages of a run are called. */
export function useStageWords(): Readonly<Record<string, string | undefined>> {
  const { t } = useLingui()
  return { collect: t`Collect`, profile: t`Describe`, quality: t`Check quality`, fairness: t`Check fairness`, deidentify: t`De-identify`, search: t`Search the best recoding`, weigh: t`Weigh`, package: t`Pack`, verify: t`Verify`, seal: t`Seal`, publish: t`Put in place` }
}
