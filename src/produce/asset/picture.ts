import { fileTypeFromBuffer } from 'file-type'
import sharp, { type Sharp } from 'sharp'
import { Refusal } from '../../kernel/refusal.ts'
import { longestSide, mostPixels, type KeptMediaType } from './asset.schema.ts'

/** A picture as we keep it: our own encoding of what was uploaded, without EXIF, GPS or anything else beside it. */
export type Picture = {
  bytes: Buffer
  mediaType: KeptMediaType
  width: number
  height: number
  extension: string
}

// What the first bytes may say, and what such a picture is kept as. SVG is not among them: it is a program.
const keptAs: Record<string, { mediaType: KeptMediaType; extension: string }> = {
  'image/jpeg': { mediaType: 'image/jpeg', extension: 'jpg' },
  'image/png': { mediaType: 'image/png', extension: 'png' },
  'image/apng': { mediaType: 'image/png', extension: 'png' },
  'image/webp': { mediaType: 'image/webp', extension: 'webp' },
  'image/gif': { mediaType: 'image/gif', extension: 'gif' },
  'image/avif': { mediaType: 'image/jpeg', extension: 'jpg' },
  'image/tiff': { mediaType: 'image/jpeg', extension: 'jpg' },
}

const secondsPerPicture = 20
// One picture at a time: re-encoding 50 megapixels takes a core and some 200 MB.
sharp.concurrency(1)
sharp.cache(false)
let queue: Promise<unknown> = Promise.resolve()

/**
 * Opens an upload by its first bytes, never by its name, and encodes it anew.
 * Refuses with `asset.not_a_picture`, `asset.svg`, `asset.heic`, `asset.too_many_pixels`, `asset.damaged`.
 */
export function reencoded(upload: Buffer): Promise<Picture> {
  const done = queue.then(
    () => encode(upload),
    () => encode(upload),
  )
  queue = done
  return done
}

async function encode(upload: Buffer): Promise<Picture> {
  const found = await fileTypeFromBuffer(upload)
  if (found?.mime === 'image/heic' || found?.mime === 'image/heif') throw new Refusal('asset.heic', 'invalid')
  const kept = found ? keptAs[found.mime] : undefined
  if (!found || !kept)
    throw new Refusal(looksLikeSvg(upload) ? 'asset.svg' : 'asset.not_a_picture', 'invalid')

  const isMoving = kept.mediaType === 'image/gif' || kept.mediaType === 'image/webp'
  const options = { limitInputPixels: mostPixels, failOn: 'error', animated: isMoving } as const
  try {
    const {
      width,
      height,
      pages = 1,
    } = await sharp(upload, { ...options, limitInputPixels: false }).metadata()
    const frame = isMoving && pages > 1 ? height / pages : height
    // The header alone is read here: nothing is unpacked before its size is known (ASVS 5.2.3).
    if (width * frame * pages > mostPixels)
      throw new Refusal('asset.too_many_pixels', 'too_large', {
        megapixels: Math.ceil((width * frame * pages) / 1e6),
      })
    const picture = sharp(upload, options)
      .autoOrient()
      .resize({ width: longestSide, height: longestSide, fit: 'inside', withoutEnlargement: true })
      .timeout({ seconds: secondsPerPicture })
    const { data, info } = await inFormat(picture, kept.mediaType).toBuffer({ resolveWithObject: true })
    return { bytes: data, ...kept, width: info.width, height: info.pageHeight ?? info.height }
  } catch (error) {
    if (error instanceof Refusal) throw error
    throw new Refusal('asset.damaged', 'invalid')
  }
}

function inFormat(picture: Sharp, mediaType: KeptMediaType): Sharp {
  switch (mediaType) {
    case 'image/jpeg':
      return picture.flatten({ background: '#ffffff' }).jpeg({ quality: 86, mozjpeg: true })
    case 'image/png':
      return picture.png({ compressionLevel: 9 })
    case 'image/webp':
      return picture.webp({ quality: 86 })
    case 'image/gif':
      return picture.gif()
  }
}

function looksLikeSvg(upload: Buffer): boolean {
  return /<svg[\s>]/i.test(upload.subarray(0, 4096).toString('latin1'))
}

/** A smaller copy for the web, as WebP. */
export async function smallerCopy(bytes: Buffer, width: number) {
  const picture = sharp(bytes, { limitInputPixels: mostPixels, animated: true })
    .resize({ width, withoutEnlargement: true })
    .timeout({ seconds: secondsPerPicture })
  const { data } = await picture.webp({ quality: 80 }).toBuffer({ resolveWithObject: true })
  return { bytes: data, mediaType: 'image/webp' }
}
