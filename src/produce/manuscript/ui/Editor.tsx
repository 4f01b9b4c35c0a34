import { FileButton, Text } from '@mantine/core'
import type { Editor as TiptapEditor } from '@tiptap/core'
import { EditorContent, useEditor } from '@tiptap/react'
import { useEffect, useRef, useState } from 'react'
import { useText } from '../../../kit/language.tsx'
import { Note } from '../../../kit/Notes.tsx'
import { showRefusal } from '../../../kit/toast.tsx'
import { useWorkspace } from '../../../kit/workspace.tsx'
import { manuscriptText } from '../manuscript.text.ts'
import { TextTree } from '../tree.schema.ts'
import { editorExtensions } from './editor.extensions.ts'
import { ImageBar } from './ImageBar.tsx'
import { LinkDialog } from './LinkDialog.tsx'
import { client } from './manuscript.queries.ts'
import { Toolbar } from './Toolbar.tsx'
import classes from './manuscript.module.css'

export const pictureKinds = 'image/jpeg,image/png,image/webp,image/gif,image/avif,image/tiff'

type EditorProps = {
  tree: TextTree
  /** Changes when `tree` was replaced from outside and is to be shown. */
  replaced: number
  isReadOnly: boolean
  onChange(tree: TextTree): void
}

/** The editor of a text: toolbar, pictures by button, drop and paste, links, tables. */
export function Editor({ tree, replaced, isReadOnly, onChange }: EditorProps) {
  const t = useText(manuscriptText)
  const { id: workspaceId } = useWorkspace()
  const [isLinking, setLinking] = useState(false)
  const [uploads, setUploads] = useState(0)
  const [isUnsavable, setUnsavable] = useState(false)
  const choosePicture = useRef<() => void>(() => {})

  const insertPictures = async (editor: TiptapEditor, files: readonly File[], at?: number) => {
    setUploads((count) => count + files.length)
    for (const file of files) {
      await client.asset
        .upload({ file })
        .then((asset) => insertPicture(editor, asset.id, at), showRefusal)
        .finally(() => setUploads((count) => count - 1))
    }
  }
  const editor = useEditor({
    extensions: editorExtensions(workspaceId, t('placeholder')),
    content: tree,
    editable: !isReadOnly,
    editorProps: {
      attributes: {
        'aria-label': t('label'),
        'aria-multiline': 'true',
        role: 'textbox',
        class: classes.prose ?? '',
      },
      // Texts have headings 2 to 4: the title is the heading 1 of the page, nobody outlines below 4.
      transformPastedHTML: (html) => html.replace(/(<\/?)h1\b/gi, '$1h2').replace(/(<\/?)h[56]\b/gi, '$1h4'),
      handleKeyDown: (_, event) => {
        if (!(event.ctrlKey || event.metaKey) || !event.shiftKey) return false
        if (event.key.toLowerCase() === 'k') setLinking(true)
        else if (event.key.toLowerCase() === 'i') choosePicture.current()
        else return false
        event.preventDefault()
        return true
      },
      handlePaste: (_, event) => takeFiles(event.clipboardData),
      handleDrop: (view, event) => {
        const place = view.posAtCoords({ left: event.clientX, top: event.clientY })
        return takeFiles(event.dataTransfer, place?.pos)
      },
    },
    onUpdate: ({ editor: of }) => {
      const parsed = TextTree.safeParse(of.getJSON())
      setUnsavable(!parsed.success)
      if (parsed.success) onChange(parsed.data)
    },
  })
  // Word and browsers put a picture beside the HTML of a copied passage; the passage is what is meant then.
  const takeFiles = (from: DataTransfer | null, at?: number) => {
    const files = [...(from?.files ?? [])].filter((file) => file.type.startsWith('image/'))
    if (files.length === 0 || from?.types.includes('text/html')) return false
    void insertPictures(editor, files, at)
    return true
  }

  const shown = useRef(replaced)
  useEffect(() => {
    if (shown.current === replaced) return
    shown.current = replaced
    const { from } = editor.state.selection
    editor.commands.setContent(tree, { emitUpdate: false })
    if (editor.isFocused) editor.commands.setTextSelection(Math.min(from, editor.state.doc.content.size))
  }, [replaced, tree, editor])

  return (
    <div className={classes.editor}>
      {!isReadOnly && (
        <FileButton multiple accept={pictureKinds} onChange={(files) => void insertPictures(editor, files)}>
          {({ onClick }) => {
            choosePicture.current = onClick
            return <Toolbar editor={editor} onLink={() => setLinking(true)} onImage={onClick} />
          }}
        </FileButton>
      )}
      {!isReadOnly && <ImageBar editor={editor} />}
      {isUnsavable && <Note tone="bad">{t('unsavable')}</Note>}
      <div role="status" aria-live="polite">
        {uploads > 0 && (
          <Text size="sm" c="dimmed" px="md" pt="xs">
            {t('image.uploading')}
          </Text>
        )}
      </div>
      <EditorContent editor={editor} />
      {isLinking && <LinkDialog editor={editor} onClose={() => setLinking(false)} />}
    </div>
  )
}

function insertPicture(editor: TiptapEditor, assetId: string, at?: number): void {
  const picture = { type: 'image', attrs: { assetId, alt: '' } }
  const chain = editor.chain().focus()
  if (at === undefined) chain.insertContent(picture).run()
  else chain.insertContentAt(Math.min(at, editor.state.doc.content.size), picture).run()
}
