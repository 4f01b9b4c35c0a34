import type { Extensions } from '@tiptap/core'
import Image from '@tiptap/extension-image'
import { TableKit } from '@tiptap/extension-table'
import { Placeholder } from '@tiptap/extensions'
import StarterKit from '@tiptap/starter-kit'
import { isSafeHref } from '../tree.schema.ts'

/** Address of a picture of the workspace in a width that fits the editor. */
export function pictureAddress(workspaceId: string, assetId: string, width = 1600): string {
  return `/files/${workspaceId}/${assetId}?w=${width}`
}

/** What can be written: exactly the nodes and marks of tree.schema.ts. Pasted HTML is reduced to them. */
export function editorExtensions(workspaceId: string, placeholder: string): Extensions {
  return [
    StarterKit.configure({
      heading: { levels: [2, 3, 4] },
      codeBlock: false,
      underline: false,
      dropcursor: { width: 3 },
      link: {
        openOnClick: false,
        autolink: true,
        linkOnPaste: true,
        defaultProtocol: 'https',
        isAllowedUri: isSafeHref,
        HTMLAttributes: { target: null, rel: null },
      },
    }),
    workspaceImage(workspaceId),
    TableKit.configure({ table: { resizable: false } }),
    Placeholder.configure({ placeholder }),
  ]
}

/**
 * A picture is kept by its id; its address is made when it is shown. A picture from another page has no id and is left
 * out when it is pasted, so that a text never loads anything from elsewhere.
 */
function workspaceImage(workspaceId: string) {
  return Image.extend({
    addAttributes: () => ({
      assetId: {
        default: null,
        parseHTML: (element: HTMLElement) => element.getAttribute('data-asset-id'),
        renderHTML: ({ assetId }: Record<string, unknown>) => ({
          'data-asset-id': assetId,
          src: pictureAddress(workspaceId, String(assetId)),
        }),
      },
      alt: { default: '' },
    }),
    parseHTML: () => [{ tag: 'img[data-asset-id]' }],
  }).configure({ inline: false, allowBase64: false })
}
