import type { TextsLike } from '../../kernel/text/text.ts'
import type { costDe } from './cost.text.de.ts'

export const costEn = {
  title: 'Costs',
  none: 'No costs have been entered yet.',
  planned: 'Planned',
  actual: 'Actual',
  sum: 'Total',
  add: 'Enter a cost',
  edit: 'Change',
  remove: 'Delete',
  removed: '“{label}” is deleted.',
  saved: 'Saved.',
  onlyPlanned: 'Planned {planned}, nothing spent yet',
  difference: { over: '{amount} over plan', under: '{amount} under plan', even: 'Exactly as planned' },
  form: {
    new: 'Enter a cost',
    change: 'Change a cost',
    kind: 'Kind',
    label: 'What for?',
    labelPlaceholder: 'e.g. writing fee',
    amount: 'Amount',
    amountMissing: 'Please enter an amount.',
    supplier: 'Supplier (optional)',
    incurredOn: 'Date (optional)',
    save: 'Save',
  },
} as const satisfies TextsLike<typeof costDe>
