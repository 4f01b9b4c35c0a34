import { registerRefusals } from '../kit/refusal.ts'
import { refusalText as manageRefusals } from '../manage/text.ts'
import { refusalText as measureRefusals } from '../measure/text.ts'
import { refusalText as planRefusals } from '../plan/text.ts'
import { refusalText as produceRefusals } from '../produce/text.ts'
import { refusalText as publishRefusals } from '../publish/text.ts'

/** Hands the texts of all refusals to the kit. */
export function registerAllRefusals(): void {
  registerRefusals(manageRefusals)
  registerRefusals(planRefusals)
  registerRefusals(produceRefusals)
  registerRefusals(publishRefusals)
  registerRefusals(measureRefusals)
}
