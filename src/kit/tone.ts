/** What a colour means; there are no other status colours. A tone never stands without a word. */
export type Tone = 'quiet' | 'info' | 'active' | 'waiting' | 'good' | 'bad'
