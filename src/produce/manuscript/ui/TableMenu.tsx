import { ActionIcon, Menu } from '@mantine/core'
import { IconTable } from '@tabler/icons-react'
import type { Editor } from '@tiptap/core'
import { useText } from '../../../kit/language.tsx'
import { manuscriptText } from '../manuscript.text.ts'

/** Inserts a table, and changes the one the cursor is in. */
export function TableMenu({ editor, isInTable }: { editor: Editor; isInTable: boolean }) {
  const t = useText(manuscriptText)
  const chain = () => editor.chain().focus()
  const insert = () => chain().insertTable({ rows: 3, cols: 3, withHeaderRow: true }).run()
  const changes = [
    { key: 'rowBefore', run: () => chain().addRowBefore().run() },
    { key: 'rowAfter', run: () => chain().addRowAfter().run() },
    { key: 'columnBefore', run: () => chain().addColumnBefore().run() },
    { key: 'columnAfter', run: () => chain().addColumnAfter().run() },
    { key: 'header', run: () => chain().toggleHeaderRow().run() },
    { key: 'merge', run: () => chain().mergeOrSplit().run() },
    { key: 'deleteRow', run: () => chain().deleteRow().run() },
    { key: 'deleteColumn', run: () => chain().deleteColumn().run() },
    { key: 'delete', run: () => chain().deleteTable().run() },
  ] as const
  return (
    <Menu position="bottom-start" withinPortal>
      <Menu.Target>
        <ActionIcon
          variant={isInTable ? 'light' : 'subtle'}
          color={isInTable ? undefined : 'gray'}
          aria-label={t('toolbar.table')}
          title={t('toolbar.table')}
        >
          <IconTable size={18} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {isInTable ? (
          changes.map(({ key, run }) => (
            <Menu.Item key={key} onClick={run}>
              {t(`table.${key}`)}
            </Menu.Item>
          ))
        ) : (
          <Menu.Item onClick={insert}>{t('table.insert')}</Menu.Item>
        )}
      </Menu.Dropdown>
    </Menu>
  )
}
