import { PasswordInput, type PasswordInputProps } from '@mantine/core'
import { useText } from '../../../kit/language.tsx'
import { personText } from '../person.text.ts'

/** Where a new password is chosen: says what makes a good one, and lets password managers help. */
export function NewPasswordInput(props: PasswordInputProps) {
  const t = useText(personText)
  return (
    <PasswordInput
      label={t('field.newPassword')}
      description={t('field.passwordHint')}
      autoComplete="new-password"
      visibilityToggleButtonProps={{ 'aria-label': t('signIn.showPassword') }}
      {...props}
    />
  )
}
