import { describe, expect, it } from 'vitest'
import { whyNotPassword } from './password.rules.ts'

describe('R25: passwords', () => {
  it.each([
    'passwort123',
    'Passwort2026!',
    'P@ssw0rt2026',
    'password1!',
    '1234567890',
    '0987654321',
    'qwertzuiop',
    'qwertyuiop123',
    '1q2w3e4r5t',
    'aaaaaaaaaaaa',
    'abababababab',
    '1111122222',
    'Sommer2026!!',
    'passwortpasswort',
    'hallo12345678',
    'leitstand2026',
    'Marketing123!',
    'abcdefghij',
    'abc123def456',
    'ichliebedich1',
    '12.12.1212',
  ])('%s is guessed first', (password) => {
    expect(whyNotPassword(password)).toBe('person.password_common')
  })
  it.each([
    'korrekt pferd batterie',
    'Zt7#mQ2!vLx',
    'drei Äpfel im Regen',
    '密码很长很长的密码一二',
    'mein hund heißt wotan',
    'x9-f3-kk-07-zz',
  ])('%s is taken', (password) => {
    expect(whyNotPassword(password)).toBeNull()
  })
  it('refuses the own name and address with a few digits', () => {
    expect(whyNotPassword('anna.berger1', ['anna.berger@beispiel.test'])).toBe('person.password_common')
    expect(whyNotPassword('Beispiel2026', ['anna.berger@beispiel.test'])).toBe('person.password_common')
    expect(whyNotPassword('anna mag blaue Ziegen', ['anna.berger@beispiel.test'])).toBeNull()
  })
  it('has limits of length and cuts nothing off', () => {
    expect(whyNotPassword('Zt7#mQ2!v')).toBe('person.password_short')
    expect(whyNotPassword('Zt7#mQ2!vLx'.repeat(24))).toBe('person.password_long')
  })
})
