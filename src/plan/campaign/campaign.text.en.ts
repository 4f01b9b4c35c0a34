import type { TextsLike } from '../../kernel/text/text.ts'
import type { campaignDe } from './campaign.text.de.ts'

export const campaignEn: TextsLike<typeof campaignDe> = {
  title: 'Campaigns',
  intro:
    'A campaign bundles pieces over a time. Its short name stands in the links of the pieces (utm_campaign).',
  new: 'New campaign',
  edit: 'Edit campaign',
  empty: 'No campaign yet',
  archived: 'archived',
  archive: 'Archive',
  unarchive: 'Offer again',
  done: { created: 'Campaign “{name}” was added.', saved: 'Saved.', archived: '“{name}” is archived.' },
  action: { save: 'Save', cancel: 'Cancel', edit: 'Edit' },
  field: {
    name: 'Name',
    utmName: 'Short name in links',
    utmHint: 'Small letters, digits, - and _. Empty: follows from the name.',
    startsOn: 'Starts on',
    endsOn: 'Ends on',
    colour: 'Colour',
    note: 'Note',
  },
  colour: {
    blue: 'Blue',
    cyan: 'Cyan',
    teal: 'Teal',
    green: 'Green',
    lime: 'Lime',
    yellow: 'Yellow',
    orange: 'Orange',
    red: 'Red',
    pink: 'Pink',
    grape: 'Grape',
    violet: 'Violet',
    gray: 'Grey',
  },
  refusal: {
    'campaign.not_found': 'This campaign does not exist (any more).',
    'campaign.name_taken': 'There is already a campaign with this name.',
    'campaign.utm_name_taken': 'Another campaign already has this short name in links.',
    'campaign.ends_before_start': 'The end is before the start.',
    'campaign.stale': 'Somebody else has changed the campaign in the meantime. Please load it again.',
  },
}
