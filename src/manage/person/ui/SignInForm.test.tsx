import { screen, waitFor } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { Refusal } from '../../../kernel/refusal.ts'
import { provideApi } from '../../../kit/api.ts'
import { registerRefusals } from '../../../kit/refusal.ts'
import { renderKit } from '../../../kit/testing/render.tsx'
import { refusalText } from '../../text.ts'
import { SignInForm } from './SignInForm.tsx'

const signIn = vi.fn<(input: unknown) => Promise<unknown>>()
beforeAll(() => registerRefusals(refusalText))
beforeEach(() => {
  signIn.mockReset()
  provideApi({ manage: { person: { signIn } } })
})

async function fillIn(email: string, password: string) {
  const user = userEvent.setup()
  await user.type(screen.getByLabelText('E-Mail'), email)
  await user.type(screen.getByLabelText('Passwort', { selector: 'input' }), `${password}{Enter}`)
}

test('goes on when the password was right', async () => {
  signIn.mockResolvedValue({ workspace: 'muster' })
  const goOn = vi.fn()
  renderKit(<SignInForm onSignedIn={goOn} />)
  await fillIn('anna@beispiel.test', 'drei Äpfel')
  await waitFor(() => expect(goOn).toHaveBeenCalledOnce())
})

test('says in words what was wrong, and how long to wait', async () => {
  signIn.mockRejectedValueOnce(new Refusal('person.wrong_credentials', 'unauthenticated'))
  signIn.mockRejectedValueOnce(new Refusal('person.too_many', 'limit', { minutes: 12 }))
  const goOn = vi.fn()
  renderKit(<SignInForm onSignedIn={goOn} />)
  await fillIn('anna@beispiel.test', 'falsch')
  expect(await screen.findByText('E-Mail-Adresse oder Passwort stimmt nicht.')).toBeTruthy()
  await userEvent.click(screen.getByRole('button', { name: 'Anmelden' }))
  expect(await screen.findByText(/Bitte warte 12 Minuten/)).toBeTruthy()
  expect(goOn).not.toHaveBeenCalled()
})

test('does not ask the server about an address that is none', async () => {
  renderKit(<SignInForm onSignedIn={() => {}} />)
  await fillIn('anna', 'x')
  await waitFor(() => expect(screen.getByLabelText('E-Mail').getAttribute('aria-invalid')).toBe('true'))
  expect(signIn).not.toHaveBeenCalled()
})
