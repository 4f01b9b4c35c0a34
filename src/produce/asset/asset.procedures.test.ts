import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { deflateSync } from 'node:zlib'
import sharp from 'sharp'
import { describe, expect, test } from 'vitest'
import { testLeitstand } from '../../kernel/testing/harness.ts'
import { makeRenditions } from './asset.jobs.ts'
import { assetProcedures } from './asset.procedures.ts'

const { app, workspace, runJobs } = await testLeitstand({ jobs: [makeRenditions] })

const file = (bytes: Uint8Array, name: string, type = 'image/png') =>
  new File([new Uint8Array(bytes)], name, { type })
const flat = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background: '#2a7' } })

/** A PNG whose header claims any size, with hardly any data behind it. */
function pngThatClaims(width: number, height: number): Buffer {
  const chunk = (type: string, data: Buffer) => {
    const body = Buffer.concat([Buffer.from(type), data])
    const length = Buffer.alloc(4)
    length.writeUInt32BE(data.length)
    const sum = Buffer.alloc(4)
    sum.writeUInt32BE(crc32(body))
    return Buffer.concat([length, body, sum])
  }
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.set([8, 2, 0, 0, 0], 8)
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
  const data = deflateSync(Buffer.alloc(1000))
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('IDAT', data),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

function crc32(bytes: Buffer): number {
  let crc = 0xffffffff
  for (const byte of bytes) {
    crc ^= byte
    for (let bit = 0; bit < 8; bit += 1) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0)
  }
  return (crc ^ 0xffffffff) >>> 0
}

describe('R42: upload', () => {
  test('a picture is kept as our own encoding, without what came with it', async () => {
    const { owner, id, audit } = await workspace()
    const taken = await flat(60, 40)
      .withExif({ IFD0: { Copyright: 'GEHEIM' }, IFD3: { GPSLatitude: '52/1 30/1 0/1' } })
      .jpeg()
      .toBuffer()
    expect(taken.includes('GEHEIM')).toBe(true)
    const asset = await owner.call(assetProcedures.upload, {
      file: file(taken, 'C:\\Bilder\\Büro innen.JPG'),
      alt: 'Büro',
    })
    expect(asset).toMatchObject({
      mediaType: 'image/jpeg',
      fileName: 'Büro innen.jpg',
      width: 60,
      height: 40,
      alt: 'Büro',
    })
    const kept = await keptBytes(id, asset.id)
    expect(kept.includes('GEHEIM')).toBe(false)
    expect((await sharp(kept).metadata()).exif).toBeUndefined()
    expect(await audit(asset.id)).toEqual(['asset.upload'])
  })

  test('a picture that lies on its side stands up, and a huge one is made smaller', async () => {
    const { owner } = await workspace()
    const lying = await flat(100, 50).withMetadata({ orientation: 6 }).jpeg().toBuffer()
    expect(await owner.call(assetProcedures.upload, { file: file(lying, 'a.jpg') })).toMatchObject({
      width: 50,
      height: 100,
    })
    const huge = await flat(6000, 3000).png().toBuffer()
    expect(await owner.call(assetProcedures.upload, { file: file(huge, 'b.png') })).toMatchObject({
      width: 4096,
      height: 2048,
    })
  })

  test('what hides behind a picture is not kept', async () => {
    const { owner, id } = await workspace()
    const png = await flat(10, 10).png().toBuffer()
    const polyglot = Buffer.concat([png, Buffer.from('<script>alert(1)</script>PK\x03\x04')])
    const asset = await owner.call(assetProcedures.upload, { file: file(polyglot, 'x.html') })
    expect(asset).toMatchObject({ mediaType: 'image/png', fileName: 'x.png' })
    expect((await keptBytes(id, asset.id)).includes('script')).toBe(false)
  })

  test.each([
    ['SVG', '<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>', 'asset.svg'],
    ['HTML', '<!doctype html><script>alert(1)</script>', 'asset.not_a_picture'],
    ['PDF', '%PDF-1.7\n%âãÏÓ\n', 'asset.not_a_picture'],
    ['text', 'nur Text', 'asset.not_a_picture'],
  ])('%s with the name of a picture is refused', async (_, content, code) => {
    const { owner } = await workspace()
    await owner.refuses(assetProcedures.upload, { file: file(Buffer.from(content), 'bild.png') }, code)
  })

  test('a bomb is refused by its header, before it is unpacked', async () => {
    const { owner } = await workspace()
    const before = process.memoryUsage().rss
    const bomb = file(pngThatClaims(50_000, 50_000), 'bombe.png')
    await owner.refuses(assetProcedures.upload, { file: bomb }, 'asset.too_many_pixels')
    expect(process.memoryUsage().rss - before).toBeLessThan(200 * 1024 * 1024)
  })

  test('a truncated picture is refused', async () => {
    const { owner } = await workspace()
    const whole = await flat(300, 300).jpeg().toBuffer()
    const cut = whole.subarray(0, Math.floor(whole.length / 2))
    await owner.refuses(assetProcedures.upload, { file: file(cut, 'halb.jpg') }, 'asset.damaged')
    await owner.refuses(
      assetProcedures.upload,
      { file: file(pngThatClaims(100, 100), 'leer.png') },
      'asset.damaged',
    )
  })

  test('smaller copies are made in the background, once', async () => {
    const { owner, inside } = await workspace()
    const { id } = await owner.call(assetProcedures.upload, {
      file: file(await flat(1000, 500).png().toBuffer(), 'a.png'),
    })
    const widths = () =>
      inside(async (call) => {
        const rows = call.db
          .selectFrom('produce.assetRendition')
          .select('width')
          .where('workspaceId', '=', call.workspaceId)
        return (await rows.where('assetId', '=', id).orderBy('width').execute()).map((row) => row.width)
      })
    await runJobs()
    expect(await widths()).toEqual([320, 800])
    await makeRenditions.run(app, {
      workspaceId: (await inside(async (call) => call.workspaceId)) ?? '',
      assetId: id,
    })
    expect(await widths()).toEqual([320, 800])
  })

  test('another workspace has no such picture', async () => {
    const { owner } = await workspace()
    const { id } = await owner.call(assetProcedures.upload, {
      file: file(await flat(10, 10).png().toBuffer(), 'a.png'),
    })
    const other = await workspace()
    await other.owner.refuses(assetProcedures.show, { id }, 'asset.not_found')
    await other.owner.refuses(assetProcedures.describe, { id, alt: 'x' }, 'asset.not_found')
    expect(await other.owner.call(assetProcedures.list, {})).toEqual([])
  })

  async function keptBytes(workspaceId: string, assetId: string): Promise<Buffer> {
    const { sha256 } = await app.database.inWorkspace(workspaceId, (db) =>
      db.selectFrom('produce.asset').select('sha256').where('id', '=', assetId).executeTakeFirstOrThrow(),
    )
    return (await app.files.get(workspaceId, sha256)) ?? Buffer.alloc(0)
  }
})

// The pictures collected from the world lie outside the repository; elsewhere this test has nothing to read.
const collected = join(
  process.env['LEITSTAND_SHARED'] ?? join(import.meta.dirname, '../../../../shared'),
  'inputs/6-images',
)
const samples = [
  ['img-01-gps-DSCN0010.jpg', 'image/jpeg'],
  ['img-02-invalid-exif.jpg', 'image/jpeg'],
  ['img-03-decompression-bomb.gif', 'asset.damaged'],
  ['img-05-orientation-6.webp', 'image/webp'],
  ['img-06-json-named.webp', 'asset.not_a_picture'],
  ['img-08-iphone.heic', 'asset.heic'],
  ['img-09-svg-percent.svg', 'asset.svg'],
] as const

describe('pictures from the world', () => {
  test.for(samples)('%s: %s', async ([name, outcome], { skip }) => {
    const bytes = await readFile(join(collected, name)).catch(() => null)
    if (!bytes) return skip('the collected pictures are not here')
    const { owner } = await workspace()
    const upload = { file: file(bytes, name) }
    if (outcome.startsWith('image/'))
      expect(await owner.call(assetProcedures.upload, upload)).toMatchObject({ mediaType: outcome })
    else await owner.refuses(assetProcedures.upload, upload, outcome)
  })
})
