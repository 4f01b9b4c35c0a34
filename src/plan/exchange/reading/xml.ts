import { SaxesParser } from 'saxes'
import { Refusal } from '../../../kernel/refusal.ts'

export type XmlAttributes = Readonly<Record<string, string>>

/** Hears the parts of a document; names come without their namespace prefix. */
export type XmlListener = {
  open?(name: string, attributes: XmlAttributes): void
  close?(name: string): void
  text?(text: string): void
}

const deepest = 100

/**
 * Reads XML piece by piece. A document type is refused, so that no entity can be declared (billion laughs, XXE).
 * @throws Refusal `import.xml_entities`, `import.damaged`
 */
export async function readXml(
  chunks: AsyncIterable<Buffer>,
  listener: XmlListener,
  part: string,
): Promise<void> {
  const parser = new SaxesParser({ xmlns: false, position: false })
  let depth = 0
  parser.on('doctype', () => {
    throw new Refusal('import.xml_entities', 'invalid', { part })
  })
  parser.on('opentag', (tag) => {
    if (++depth > deepest) throw new Refusal('import.damaged', 'invalid', { part })
    listener.open?.(localName(tag.name), tag.attributes)
  })
  parser.on('closetag', (tag) => {
    depth--
    listener.close?.(localName(tag.name))
  })
  parser.on('text', (text) => listener.text?.(text))
  parser.on('cdata', (text) => listener.text?.(text))
  let decoder: TextDecoder | null = null
  try {
    for await (const chunk of chunks) {
      decoder ??= new TextDecoder(encodingOf(chunk), { fatal: true })
      const text = decoder.decode(chunk, { stream: true })
      // Before saxes sees it: it would collect the whole internal subset before it tells.
      if (text.includes('<!DOCTYPE') || text.includes('<!ENTITY'))
        throw new Refusal('import.xml_entities', 'invalid', { part })
      parser.write(text)
    }
    if (decoder) parser.write(decoder.decode())
    parser.close()
  } catch (error) {
    if (error instanceof Refusal) throw error
    throw new Refusal('import.damaged', 'invalid', { part })
  }
}

function localName(name: string): string {
  const colon = name.indexOf(':')
  return colon < 0 ? name : name.slice(colon + 1)
}

function encodingOf(start: Buffer): string {
  if (start[0] === 0xff && start[1] === 0xfe) return 'utf-16le'
  if (start[0] === 0xfe && start[1] === 0xff) return 'utf-16be'
  return 'utf-8'
}

/** The value of an attribute whatever its namespace prefix: `r:id`, `ns1:id`. */
export function attribute(attributes: XmlAttributes, name: string): string | undefined {
  if (attributes[name] !== undefined) return attributes[name]
  return Object.entries(attributes).find(([key]) => key.endsWith(`:${name}`))?.[1]
}
