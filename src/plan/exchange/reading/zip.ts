import { Readable } from 'node:stream'
import { crc32 } from 'node:zlib'
import { fromBufferPromise, type Entry, type ZipFile } from 'yauzl'
import { Refusal } from '../../../kernel/refusal.ts'
import type { ReadingLimits } from './workbook.ts'

/** The parts of a packed workbook; nothing is unpacked until a part is read. */
export type Package = {
  names(): readonly string[]
  has(name: string): boolean
  /** The bytes of a part, piece by piece. @throws Refusal when they are damaged or more than announced */
  read(name: string): AsyncGenerator<Buffer>
  /** A small part as text, e.g. `mimetype`. */
  text(name: string): Promise<string>
}

// Parts nobody needs for the cells: pictures and embedded files may be large without harm.
const isReadPart = (name: string) => /\.(xml|rels)$/i.test(name)

/**
 * Opens a zip file in memory and holds its directory against the limits before anything is unpacked.
 * @throws Refusal `import.damaged`, `import.bomb`, `import.password`
 */
export async function openPackage(bytes: Buffer, limits: ReadingLimits): Promise<Package> {
  const entries = new Map<string, Entry>()
  const zip = await orDamaged(() => fromBufferPromise(bytes, { lazyEntries: true, validateEntrySizes: true }))
  if (zip.entryCount > limits.entries) throw new Refusal('import.bomb', 'invalid', { reason: 'entries' })
  await orDamaged(async () => {
    for await (const entry of zip.eachEntry()) entries.set(entry.fileName, entry)
  })
  let announced = 0
  for (const entry of entries.values()) {
    if (entry.isEncrypted()) throw new Refusal('import.password', 'invalid')
    if (isReadPart(entry.fileName)) announced += entry.uncompressedSize
  }
  if (announced > limits.unpackedBytes) throw new Refusal('import.bomb', 'invalid', { reason: 'unpacked' })
  const part = (name: string) => {
    const entry = entries.get(name)
    if (!entry) throw new Refusal('import.damaged', 'invalid', { part: name })
    return unpack(zip, entry)
  }
  return {
    names: () => [...entries.keys()],
    has: (name) => entries.has(name),
    read: part,
    text: async (name) => {
      const chunks: Buffer[] = []
      for await (const chunk of part(name)) chunks.push(chunk)
      return Buffer.concat(chunks).toString('utf8')
    },
  }
}

async function* unpack(zip: ZipFile, entry: Entry): AsyncGenerator<Buffer> {
  const stream: Readable = await orDamaged(() => zip.openReadStreamPromise(entry))
  let sum = 0
  const chunks = stream[Symbol.asyncIterator]() as AsyncIterator<Buffer>
  try {
    for (;;) {
      // yauzl ends the stream with an error as soon as more comes out than the directory announced.
      const { value, done } = await orDamaged(() => chunks.next(), entry.fileName)
      if (done) break
      sum = crc32(value, sum)
      yield value
    }
  } finally {
    stream.destroy()
  }
  if (sum !== entry.crc32) throw new Refusal('import.damaged', 'invalid', { part: entry.fileName })
}

async function orDamaged<T>(work: () => Promise<T>, part = ''): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof Refusal) throw error
    throw new Refusal('import.damaged', 'invalid', { part })
  }
}
