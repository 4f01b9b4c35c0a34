/** What a colour means; there are no other status colours. A tone never stands without a word. */
export const tones = ['quiet', 'info', 'active', 'waiting', 'good', 'bad'] as const
export type Tone = (typeof tones)[number]
