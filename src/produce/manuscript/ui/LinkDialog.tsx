import { Button, Group, Stack, TextInput } from '@mantine/core'
import type { Editor } from '@tiptap/core'
import { useState } from 'react'
import { Dialog } from '../../../kit/Dialogs.tsx'
import { useText } from '../../../kit/language.tsx'
import { manuscriptText } from '../manuscript.text.ts'
import { isSafeHref } from '../tree.schema.ts'

/** Sets, changes or removes the link at the selection. */
export function LinkDialog({ editor, onClose }: { editor: Editor; onClose(): void }) {
  const t = useText(manuscriptText)
  const present = editor.getAttributes('link')['href']
  const [address, setAddress] = useState(typeof present === 'string' ? present : '')
  const [isWrong, setWrong] = useState(false)
  const close = () => {
    onClose()
    editor.commands.focus()
  }
  const apply = () => {
    const href = withProtocol(address.trim())
    if (!isSafeHref(href)) return setWrong(true)
    const chain = editor.chain().focus().extendMarkRange('link')
    if (editor.state.selection.empty && present === undefined)
      chain.insertContent({ type: 'text', text: href, marks: [{ type: 'link', attrs: { href } }] }).run()
    else chain.setLink({ href }).run()
    onClose()
  }
  const remove = () => {
    editor.chain().focus().extendMarkRange('link').unsetLink().run()
    onClose()
  }
  return (
    <Dialog opened onClose={close} title={t('link.title')}>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          apply()
        }}
      >
        <Stack>
          <TextInput
            label={t('link.address')}
            description={t('link.how')}
            value={address}
            onChange={(event) => {
              setAddress(event.currentTarget.value)
              setWrong(false)
            }}
            error={isWrong && t('link.wrong')}
            inputMode="url"
            data-autofocus
          />
          <Group justify="flex-end">
            {present !== undefined && (
              <Button variant="default" onClick={remove}>
                {t('link.remove')}
              </Button>
            )}
            <Button type="submit">{t('link.set')}</Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  )
}

/** People write `firma.de` and `name@firma.de`. */
function withProtocol(address: string): string {
  if (/^[a-z][a-z0-9+.-]*:/i.test(address)) return address
  return /^[^\s/@]+@[^\s/@]+\.[^\s/@]+$/.test(address) ? `mailto:${address}` : `https://${address}`
}
