import { fill, textAt, type Catalogue, type Language, type Texts } from '../kernel/text/text.ts'
import type { Notification } from '../manage/notification/notification.schema.ts'
import { notificationText as planNotifications } from '../plan/text.ts'
import { notificationText as produceNotifications } from '../produce/text.ts'
import { notificationText as publishNotifications } from '../publish/text.ts'

/** What the slices say in notifications, by kind. */
const catalogues: readonly Texts[] = [planNotifications, produceNotifications, publishNotifications]

/** The words of a notification; its kind when no slice knows it, so that nothing is lost. */
export function notificationWords(notification: Notification, language: Language): string {
  const params = Object.fromEntries(
    Object.entries(notification.params).map(([key, value]) => [
      key,
      typeof value === 'number' ? value : String(value ?? ''),
    ]),
  )
  for (const texts of catalogues) {
    const catalogue: Catalogue = texts[language]
    const written = catalogue[notification.kind]
    const text = typeof written === 'string' ? written : textAt(catalogue, notification.kind)
    if (text !== undefined) return fill(text, params, language)
  }
  return notification.kind
}
