const voidElements = new Set(['br', 'hr', 'img', 'input', 'wbr', 'col'])

/**
 * Wraps the top-level elements of our own HTML in WordPress's block comments, so that the article opens in the block
 * editor as paragraphs and headings and not as one "Classic" block. What has no safe block form becomes a
 * "Custom HTML" block; HTML that is not ours in form (unbalanced) becomes a single one.
 */
export function toBlocks(html: string): string {
  const elements = topLevelElements(html)
  if (elements === null) return customHtml(html)
  return elements.map(toBlock).join('\n\n')
}

/** A block that shows nothing and carries the name by which we find the post again. */
export function markBlock(mark: string): string {
  return customHtml(`<!-- leitstand:${mark} -->`)
}

/** Whether a raw text carries our mark. */
export function carriesMark(raw: string, mark: string): boolean {
  return raw.includes(`<!-- leitstand:${mark} -->`)
}

type Element = { name: string; html: string }

function topLevelElements(html: string): Element[] | null {
  const elements: Element[] = []
  const open: string[] = []
  let start = 0
  // Our renderer escapes < and > in texts and attributes, so that a tag ends at the next >.
  for (const match of html.matchAll(/<(\/?)([a-z][a-z0-9]*)\b[^<>]*>/g)) {
    const [tag, slash, name = ''] = match
    if (open.length === 0) {
      if (slash === '/' || html.slice(start, match.index).trim() !== '') return null
      start = match.index
    }
    if (slash === '/') {
      if (open.pop() !== name) return null
    } else if (!voidElements.has(name)) {
      open.push(name)
    }
    if (open.length === 0) {
      const end = match.index + tag.length
      const element = html.slice(start, end)
      elements.push({ name: /^<([a-z0-9]+)/.exec(element)?.[1] ?? name, html: element })
      start = end
    }
  }
  return open.length === 0 && html.slice(start).trim() === '' ? elements : null
}

function toBlock({ name, html }: Element): string {
  switch (name) {
    case 'p':
      return `<!-- wp:paragraph -->\n${html}\n<!-- /wp:paragraph -->`
    case 'h1':
    case 'h2':
    case 'h3':
    case 'h4':
    case 'h5':
    case 'h6': {
      const level = Number(name.slice(1))
      const settings = level === 2 ? '' : ` {"level":${level}}`
      const heading = html.replace(/^<h\d>/, `<h${level} class="wp-block-heading">`)
      return `<!-- wp:heading${settings} -->\n${heading}\n<!-- /wp:heading -->`
    }
    case 'figure': {
      const image = /^<figure>(<img [^<>]*>)<\/figure>$/.exec(html)?.[1]
      if (image === undefined) return customHtml(html)
      // The block holds address and description only; WordPress adds sizes and lazy loading when it shows it.
      const kept = image.replace(/ loading="[a-z]+"/, '').replace(/\s*\/?>$/, '/>')
      return `<!-- wp:image -->\n<figure class="wp-block-image">${kept}</figure>\n<!-- /wp:image -->`
    }
    case 'hr':
      return '<!-- wp:separator -->\n<hr class="wp-block-separator has-alpha-channel-opacity"/>\n<!-- /wp:separator -->'
    default:
      return customHtml(html)
  }
}

function customHtml(html: string): string {
  return `<!-- wp:html -->\n${html}\n<!-- /wp:html -->`
}
