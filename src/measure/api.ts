import { resultApi } from './result/result.procedures.ts'
import { visitApi } from './visit/visit.procedures.ts'

/** The procedures of measurement. */
export const measureApi = { visit: visitApi, result: resultApi }
