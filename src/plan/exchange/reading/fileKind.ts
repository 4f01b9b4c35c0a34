import { fileTypeFromBuffer } from 'file-type'
import { Refusal } from '../../../kernel/refusal.ts'

const startsWith = (bytes: Uint8Array, magic: readonly number[]) =>
  magic.every((byte, at) => bytes[at] === byte)
const zipMagic = [0x50, 0x4b, 0x03, 0x04]
const emptyZipMagic = [0x50, 0x4b, 0x05, 0x06]
const oleMagic = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]

/**
 * What kind of file the bytes are, by their content and not by their name: `zip` (xlsx is a zip) or `text`.
 * @throws Refusal that names the kind of every other file
 */
export async function fileKind(bytes: Uint8Array, fileName: string): Promise<'zip' | 'text'> {
  if (bytes.length === 0) throw new Refusal('import.file_empty', 'invalid')
  if (startsWith(bytes, zipMagic) || startsWith(bytes, emptyZipMagic)) return 'zip'
  if (startsWith(bytes, oleMagic)) {
    // A password-protected xlsx is an OLE container with a stream of this name (MS-OFFCRYPTO 2.3.4.4).
    const isEncrypted = Buffer.from(bytes).includes(Buffer.from('EncryptedPackage', 'utf16le'))
    throw new Refusal(isEncrypted ? 'import.password' : 'import.old_excel', 'invalid')
  }
  if (looksLikeText(bytes)) {
    if (startsLikeHtml(bytes)) throw new Refusal('import.html', 'invalid')
    if (/\.(xlsx|xlsm|xls|ods)$/i.test(fileName)) throw new Refusal('import.text_named_excel', 'invalid')
    return 'text'
  }
  const other = await fileTypeFromBuffer(bytes)
  if (other) throw new Refusal('import.other_file', 'invalid', { kind: other.ext.toUpperCase() })
  // The start is gone, the directory at the end of a zip is still there: cut or overwritten in transport.
  if (/\.(xlsx|xlsm)$/i.test(fileName)) throw new Refusal('import.damaged', 'invalid')
  throw new Refusal('import.unknown_file', 'invalid')
}

/** Whether the bytes can be a text in UTF-8, UTF-16 or Windows-1252. */
function looksLikeText(bytes: Uint8Array): boolean {
  if (hasUtf16Mark(bytes) || utf16WithoutMark(bytes) !== null) return true
  const sample = bytes.subarray(0, 65_536)
  let controls = 0
  for (const byte of sample) {
    if (byte === 0) return false
    if (byte < 0x20 && byte !== 0x09 && byte !== 0x0a && byte !== 0x0d) controls++
  }
  return controls <= sample.length / 200
}

/** Whether the file begins with the byte order mark of UTF-16. */
export function hasUtf16Mark(bytes: Uint8Array): boolean {
  return startsWith(bytes, [0xff, 0xfe]) || startsWith(bytes, [0xfe, 0xff])
}

/** UTF-16 without a mark: in Western text every second byte is zero. Null when it is something else. */
export function utf16WithoutMark(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | null {
  const sample = bytes.subarray(0, 4_096 & ~1)
  if (sample.length < 8 || bytes.length % 2 !== 0) return null
  let even = 0
  let odd = 0
  for (let at = 0; at + 1 < sample.length; at += 2) {
    if (sample[at] === 0) even++
    if (sample[at + 1] === 0) odd++
  }
  const most = (sample.length >> 1) * 0.7
  if (odd > most && even === 0) return 'utf-16le'
  return even > most && odd === 0 ? 'utf-16be' : null
}

function startsLikeHtml(bytes: Uint8Array): boolean {
  const start = new TextDecoder('utf-8').decode(bytes.subarray(0, 1_024)).trimStart().toLowerCase()
  return /^(<!doctype html|<html|<table|<head|<body|<meta|<style|<!--)/.test(start)
}
