import {
  IconCalendarMonth,
  IconChartBar,
  IconPencil,
  IconSend,
  IconSettings,
  IconSun,
  type Icon,
} from '@tabler/icons-react'
import { everyMember, leaders, planners, writers, type Role } from '../kernel/access/role.ts'
import type { webDe } from './web.text.de.ts'

type NavigationName = keyof (typeof webDe)['nav']

/** One page behind a word of the navigation. */
type NavigationPage = {
  name: NavigationName
  to: string
  allow: readonly Role[]
}

/** One of the words on the left; the first of its pages is where the word itself leads. */
export type NavigationWord = {
  name: NavigationName
  icon: Icon
  /** Second key after `g`. */
  key: string
  /** On the bar at the bottom of a narrow screen. */
  isDaily: boolean
  pages: readonly NavigationPage[]
}

/** The words of the article in their order, after Heute. A word appears when a page stands behind it. */
export const navigation: readonly NavigationWord[] = [
  {
    name: 'today',
    icon: IconSun,
    key: 't',
    isDaily: true,
    pages: [{ name: 'today', to: '/today', allow: everyMember }],
  },
  {
    name: 'manage',
    icon: IconSettings,
    key: 'v',
    isDaily: false,
    pages: [
      { name: 'members', to: '/manage/members', allow: everyMember },
      { name: 'settings', to: '/manage/settings', allow: leaders },
      { name: 'outbox', to: '/manage/outbox', allow: leaders },
      { name: 'audit', to: '/manage/audit', allow: leaders },
    ],
  },
  {
    name: 'plan',
    icon: IconCalendarMonth,
    key: 'p',
    isDaily: true,
    pages: [
      { name: 'planCalendar', to: '/plan', allow: everyMember },
      { name: 'planImport', to: '/plan/import', allow: planners },
    ],
  },
  {
    name: 'produce',
    icon: IconPencil,
    key: 'r',
    isDaily: true,
    pages: [
      { name: 'production', to: '/produce', allow: writers },
      { name: 'reviews', to: '/produce/reviews', allow: everyMember },
    ],
  },
  {
    name: 'publish',
    icon: IconSend,
    key: 'u',
    isDaily: true,
    pages: [
      { name: 'queue', to: '/publish', allow: everyMember },
      { name: 'channels', to: '/publish/channels', allow: everyMember },
    ],
  },
  {
    name: 'measure',
    icon: IconChartBar,
    key: 'm',
    isDaily: false,
    pages: [{ name: 'results', to: '/measure', allow: everyMember }],
  },
]

/** The words and pages that a role may open. */
export function navigationFor(role: Role, words: readonly NavigationWord[] = navigation): NavigationWord[] {
  return words
    .map((word) => ({ ...word, pages: word.pages.filter((page) => page.allow.includes(role)) }))
    .filter((word) => word.pages.length > 0)
}
