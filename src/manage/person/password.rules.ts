/** Length is what makes a password hard to guess; no rules about kinds of characters (NIST SP 800-63B). */
export const passwordLength = { min: 10, max: 256 }

// What stands at the top of every list of leaked passwords, as bare letters. With digits, signs and letters written
// as digits around them they are guessed just as fast.
const guessedFirst = new Set(
  `password passwort passwd kennwort geheim geheimnis secret topsecret changeme letmein welcome willkommen hallo
  hallohallo hallowelt helloworld hello admin administrator root user benutzer gast guest login master default test
  tester testtest testing demo leitstand marketing redaktion redaktionsplan firma company office sommer summer
  winter herbst fruehling spring januar februar maerz april juni juli august september oktober november dezember
  january february march june july october december montag dienstag mittwoch donnerstag freitag samstag sonntag
  monday friday sunday qwertz qwertzuiop qwerty qwertyuiop azerty asdfghjkl asdfasdf yxcvbnm zxcvbnm qazwsx
  qazwsxedc qwer asdf iloveyou ichliebedich schatz schatzi liebe love baby prinzessin princess sunshine
  sonnenschein football fussball baseball basketball soccer bayern bayernmuenchen borussia dortmund schalke
  werder hamburg berlin muenchen koeln deutschland germany oesterreich schweiz dragon monkey shadow superman batman
  spiderman pokemon starwars mustang ferrari mercedes porsche volkswagen michael michelle daniel daniela thomas
  andreas stefan stephan christian alexander alexandra jessica jennifer ashley charlie jordan hunter killer
  trustno computer internet google facebook linkedin instagram whatever freedom flower cheese chocolate
  schokolade banane banana apple samsung lovely angel engel blumen katze hund mausi jesus gott
  abc abcdef abcdefg abcdefgh abcdefghij abcabc`
    .trim()
    .split(/\s+/),
)

export type PasswordRefusal = 'person.password_short' | 'person.password_long' | 'person.password_common'

/** Why the password cannot be taken; null when it can. `around` are words a guesser tries first: name, e-mail. */
export function whyNotPassword(password: string, around: readonly string[] = []): PasswordRefusal | null {
  if (password.length < passwordLength.min) return 'person.password_short'
  if (password.length > passwordLength.max) return 'person.password_long'
  if (isGuessedFirst(password)) return 'person.password_common'
  const known = around
    .flatMap((words) => words.toLowerCase().split(/[^\p{L}\p{N}]+/u))
    .filter((word) => word.length >= 4)
  const rest = known.reduce((left, word) => left.replaceAll(word, ''), password.toLowerCase())
  return rest.replace(/[^\p{L}]/gu, '').length < 3 && rest !== password.toLowerCase()
    ? 'person.password_common'
    : null
}

function isGuessedFirst(password: string): boolean {
  const plain = password.toLowerCase()
  if (new Set(plain).size <= 4 || isRun(plain)) return true
  // The digits and signs around the word are none of its letters.
  const core = plain.replace(/^[^a-zäöüß]+|[^a-zäöüß]+$/g, '')
  return [lettersOf(plain), lettersOf(unmasked(core))].some((letters) => isKnownWord(letters))
}

const lettersOf = (text: string) => text.replace(/[^a-zäöüß]/g, '')

// P@ssw0rt1: signs and digits that stand for letters.
const unmasked = (text: string) =>
  text.replace(
    /[@4310$57!]/g,
    (sign) =>
      ({ '@': 'a', '4': 'a', '3': 'e', '1': 'i', '!': 'i', '0': 'o', $: 's', '5': 's', '7': 't' })[sign] ??
      sign,
  )

function isKnownWord(letters: string): boolean {
  if (letters === '') return false
  if (guessedFirst.has(letters)) return true
  // Twice the same word, or two known words one after the other.
  for (let cut = 3; cut <= letters.length - 3; cut++)
    if (guessedFirst.has(letters.slice(0, cut)) && guessedFirst.has(letters.slice(cut))) return true
  return false
}

const rows = [
  '01234567890',
  'abcdefghijklmnopqrstuvwxyz',
  'qwertzuiopasdfghjklyxcvbnm',
  'qwertyuiopasdfghjklzxcvbnm',
  '1q2w3e4r5t6z7u8i9o0p',
  '1q2w3e4r5t6y7u8i9o0p',
  '1qaz2wsx3edc4rfv5tgb6zhn7ujm',
  '1qay2wsx3edc4rfv5tgb',
]

// A run along the keyboard or the alphabet, forwards or backwards, also several in a row: 1234567890, abc123def456.
function isRun(text: string): boolean {
  let at = 0
  let runs = 0
  while (at < text.length) {
    let length = 1
    for (const row of rows.flatMap((forward) => [forward, [...forward].reverse().join('')]))
      while (at + length < text.length && row.includes(text.slice(at, at + length + 1))) length++
    at += length
    runs++
  }
  return runs <= Math.max(1, Math.floor(text.length / 4))
}
