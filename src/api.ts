import { manageApi } from './manage/api.ts'
import { measureApi } from './measure/api.ts'
import { planApi } from './plan/api.ts'
import { produceApi } from './produce/api.ts'
import { publishApi } from './publish/api.ts'

/** Every procedure of Leitstand, slice by slice: what HTTP serves, what the negative tests go through. */
export const api = {
  manage: manageApi,
  plan: planApi,
  produce: produceApi,
  publish: publishApi,
  measure: measureApi,
}
