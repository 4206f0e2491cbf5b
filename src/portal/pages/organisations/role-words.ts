import { useLingui } from '@lingui/react/macro'
import type { Role } from '#platform/auth/people-answers.ts'

/** How the roles are called. */
export function useRoleWords(): Readonly<Record<Role, string>> {
  const { t } = useLingui()
  return { owner: t`Owner`, steward: t`Steward`, approver: t`Approver`, 'access-officer': t`Access officer`, member: t`Member` }
}

/** What a role is for, in one sentence. */
export function useRoleSentences(): Readonly<Record<Role, string>> {
  const { t } = useLingui()
  return {
    owner: t`takes people in and may do all that a steward does`, steward: t`uploads, writes recipes, runs and submits`, approver: t`approves or returns what another one made`,
    'access-officer': t`decides on applications and recalls`, member: t`sees drafts`,
  }
}
