import { dayAt, type Day, type Zone } from '../../../kernel/calendar.ts'

/** The day it is where the workspace works, asked anew at each drawing: the page may stay open over midnight. */
export function todayIn(zone: Zone): Day {
  return dayAt(new Date(), zone)
}
