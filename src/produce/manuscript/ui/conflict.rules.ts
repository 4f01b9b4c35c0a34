import type { ManuscriptContent } from '../manuscript.schema.ts'
import type { TextTree } from '../tree.schema.ts'

/** Both texts one below the other, parted by a line and a word; title and the rest stay as the other one has them. */
export function bothOf(
  theirs: ManuscriptContent,
  mine: ManuscriptContent,
  marker: string,
): ManuscriptContent {
  const { headline, slug, excerpt, featuredAssetId } = theirs
  const tree: TextTree = {
    type: 'doc',
    content: [
      ...theirs.tree.content,
      { type: 'horizontalRule' },
      { type: 'paragraph', content: [{ type: 'text', text: marker, marks: [{ type: 'bold' }] }] },
      ...mine.tree.content,
    ],
  }
  return { tree, headline, slug, excerpt, featuredAssetId }
}

/** Whether anything beside the text itself differs. */
export function doFieldsDiffer(a: ManuscriptContent, b: ManuscriptContent): boolean {
  return (['headline', 'slug', 'excerpt', 'featuredAssetId'] as const).some((field) => a[field] !== b[field])
}
