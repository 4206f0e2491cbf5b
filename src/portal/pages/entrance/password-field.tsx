import { useLingui } from '@lingui/react/macro'
import { PasswordInput } from '@mantine/core'

/** A new password, with what is asked of it. */
export function NewPasswordField({ value, change }: { readonly value: string; readonly change: (value: string) => void }) {
  const { t } = useLingui()
  return <PasswordInput label={t`Password`} description={t`At least 10 characters. Several words are better than signs.`} autoComplete="new-password" minLength={10} maxLength={128} required value={value} onChange={(event) => change(event.currentTarget.value)} visibilityToggleButtonProps={{ 'aria-label': t`Show or hide the password` }} />
}

/** The password one has. */
export function OwnPasswordField({ value, change }: { readonly value: string; readonly change: (value: string) => void }) {
  const { t } = useLingui()
  return <PasswordInput label={t`Password`} autoComplete="current-password" required value={value} onChange={(event) => change(event.currentTarget.value)} visibilityToggleButtonProps={{ 'aria-label': t`Show or hide the password` }} />
}
