import { Button, Group, TextInput } from '@mantine/core'
import type { Editor } from '@tiptap/core'
import { useEditorState } from '@tiptap/react'
import { useText } from '../../../kit/language.tsx'
import { manuscriptText } from '../manuscript.text.ts'
import classes from './manuscript.module.css'

/** The description of the selected picture, and its removal. Shown while a picture is selected. */
export function ImageBar({ editor }: { editor: Editor }) {
  const t = useText(manuscriptText)
  const image = useEditorState({
    editor,
    selector: ({ editor: of }) =>
      of.isActive('image') ? { alt: String(of.getAttributes('image')['alt'] ?? '') } : null,
  })
  if (!image) return null
  return (
    <Group className={classes.imageBar} align="flex-end" gap="xs">
      <TextInput
        className={classes.grow}
        size="xs"
        label={t('image.alt')}
        description={t('image.altHow')}
        maxLength={500}
        value={image.alt}
        onChange={(event) => editor.commands.updateAttributes('image', { alt: event.currentTarget.value })}
      />
      <Button size="xs" variant="default" onClick={() => editor.chain().focus().deleteSelection().run()}>
        {t('image.remove')}
      </Button>
    </Group>
  )
}
