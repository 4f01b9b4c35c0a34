import type { TextsLike } from '../../kernel/text/text.ts'
import type { visitDe } from './visit.text.de.ts'

export const visitEn = {
  refusal: {
    'visit.unknown_site': 'There is no such site key. Copy the code for your website from Leitstand again.',
    'visit.too_many': 'Too many page views from this network. It goes on in {seconds|one second|# seconds}.',
    'visit.overloaded': 'More page views are arriving than can be counted right now. Try again in a moment.',
    'visit.setup_stale': 'Somebody else has changed the settings in the meantime. Reload the page.',
  },
  setup: {
    title: 'Website counting',
    intro:
      'A small script counts the page views of your website. It sets no cookies, stores nothing on your visitors’ devices and keeps no IP addresses.',
    paste: 'Put this line before </head> on every page:',
    wordpress:
      'In WordPress, use a header code plugin or your theme. Then open your website once in a new window.',
    copy: 'Copy',
    copied: 'Copied',
    check: 'Check again',
    nothing: 'No page view has arrived yet.',
    arrived: 'Page views are arriving: the last one {when} on {host}.',
    today: '{views|1 view|# views} today',
    off: 'Counting is switched off.',
    counting: 'Count page views',
    hosts: 'Allowed domains',
    hostsHint: 'Leave empty to count all of them. For example: example.com, blog.example.com',
    save: 'Save',
    saved: 'Saved',
    respects:
      'Browsers with “Do Not Track” or “Global Privacy Control” are not counted, nor are bots. Visitors can be recognised within one day only.',
  },
} as const satisfies TextsLike<typeof visitDe>
