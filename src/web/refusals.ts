import { registerRefusals } from '../kit/refusal.ts'
import { refusalText as planRefusals } from '../plan/text.ts'

/** Hands the texts of all refusals to the kit. */
export function registerAllRefusals(): void {
  for (const texts of [planRefusals]) registerRefusals(texts)
}
