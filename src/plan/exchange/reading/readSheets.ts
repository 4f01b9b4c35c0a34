import { Worker } from 'node:worker_threads'
import { Refusal } from '../../../kernel/refusal.ts'
import type { ReadingAnswer, ReadingTask } from './readSheets.worker.ts'
import { readingLimits, type ReadingLimits, type Workbook } from './workbook.ts'

// Each reading may take a core and the heap of its worker, and whoever opens an import again waits for it with a
// database connection: few at a time, few in line.
const atOnce = 2
const longestQueue = 4
let running = 0
const waiting: (() => void)[] = []

/**
 * Reads the sheets of an .xlsx, .xlsm, .csv or .tsv file in a worker thread that is ended when it takes too long or
 * too much memory. The bytes are left untouched.
 * @throws Refusal `import.*`: what the file is if it is no table, what is damaged, which limit it exceeds
 */
export async function readSheets(
  bytes: Uint8Array,
  fileName: string,
  limits: ReadingLimits = readingLimits,
): Promise<Workbook> {
  if (bytes.length > limits.fileBytes)
    throw new Refusal('import.file_too_large', 'limit', megabytes(limits.fileBytes))
  await takeSeat()
  try {
    return await readInWorker({ bytes, fileName, limits })
  } finally {
    running--
    waiting.shift()?.()
  }
}

async function takeSeat(): Promise<void> {
  if (running >= atOnce) {
    if (waiting.length >= longestQueue) throw new Refusal('import.busy', 'unavailable')
    await new Promise<void>((resolve) => waiting.push(resolve))
  }
  running++
}

function readInWorker(task: ReadingTask): Promise<Workbook> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./readSheets.worker.ts', import.meta.url), {
      workerData: task,
      resourceLimits: { maxOldGenerationSizeMb: task.limits.heapMebibytes, maxYoungGenerationSizeMb: 64 },
      env: {},
      execArgv: [],
    })
    const deadline = setTimeout(() => {
      reject(
        new Refusal('import.takes_too_long', 'limit', {
          seconds: Math.round(task.limits.milliseconds / 1000),
        }),
      )
      void worker.terminate()
    }, task.limits.milliseconds)
    worker.once('message', (answer: ReadingAnswer) => {
      if ('workbook' in answer) resolve(answer.workbook)
      else reject(new Refusal(answer.refusal.code, answer.refusal.kind, answer.refusal.params))
    })
    worker.once('error', (error: NodeJS.ErrnoException) => {
      const isMemory = error.code === 'ERR_WORKER_OUT_OF_MEMORY'
      reject(isMemory ? new Refusal('import.needs_too_much_memory', 'limit') : error)
    })
    worker.once('exit', (code) => {
      clearTimeout(deadline)
      // Settled long ago, unless the worker ended without a word.
      reject(new Error(`the reading of a sheet ended with code ${code}`))
    })
  })
}

const megabytes = (bytes: number) => ({ megabytes: Math.round(bytes / 1024 / 1024) })
