import { parentPort, workerData } from 'node:worker_threads'
import { Refusal, type RefusalKind, type RefusalParams } from '../../../kernel/refusal.ts'
import { readCsv } from './csv.ts'
import { fileKind } from './fileKind.ts'
import { readXlsx } from './xlsx.ts'
import type { ReadingLimits, Workbook } from './workbook.ts'

export type ReadingTask = { bytes: Uint8Array; fileName: string; limits: ReadingLimits }
export type ReadingAnswer =
  | { workbook: Workbook }
  | { refusal: { code: string; kind: RefusalKind; params: RefusalParams } }

async function read({ bytes, fileName, limits }: ReadingTask): Promise<ReadingAnswer> {
  try {
    const kind = await fileKind(bytes, fileName)
    const workbook =
      kind === 'zip' ? await readXlsx(Buffer.from(bytes), limits) : readCsv(bytes, fileName, limits)
    if (workbook.sheets.every((sheet) => sheet.rows.length === 0))
      throw new Refusal('import.no_rows', 'invalid')
    return { workbook }
  } catch (error) {
    // Everything else is a fault: it ends the worker and reaches the caller as its error.
    if (!(error instanceof Refusal)) throw error
    return { refusal: { code: error.code, kind: error.kind, params: error.params } }
  }
}

parentPort?.postMessage(await read(workerData as ReadingTask))
