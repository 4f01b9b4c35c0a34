import { ActionIcon, Divider, Group, Select } from '@mantine/core'
import {
  IconArrowBackUp,
  IconArrowForwardUp,
  IconBlockquote,
  IconBold,
  IconCode,
  IconItalic,
  IconLink,
  IconList,
  IconListNumbers,
  IconPhotoPlus,
  IconSeparatorHorizontal,
  IconStrikethrough,
  type Icon,
} from '@tabler/icons-react'
import type { Editor } from '@tiptap/core'
import { useEditorState } from '@tiptap/react'
import { useText } from '../../../kit/language.tsx'
import { manuscriptText } from '../manuscript.text.ts'
import { TableMenu } from './TableMenu.tsx'
import classes from './manuscript.module.css'

const isApple = /Mac|iPhone|iPad/.test(navigator.userAgent)
const keys = (combination: string) =>
  isApple ? combination.replace('Mod', '⌘') : combination.replace('Mod', 'Ctrl')

/** The tools of the editor. Every one of them has its keys, named in its tooltip. */
export function Toolbar(props: { editor: Editor; onLink(): void; onImage(): void }) {
  const { editor, onLink, onImage } = props
  const t = useText(manuscriptText)
  const marks = useEditorState({ editor, selector: ({ editor: of }) => activeIn(of) })
  const tool = (
    key: ToolKey,
    icon: Icon,
    shortcut: string,
    run: () => unknown,
    isOn?: boolean,
    isOff?: boolean,
  ) => (
    <Tool
      key={key}
      label={t(`toolbar.${key}`)}
      keys={keys(shortcut)}
      icon={icon}
      run={run}
      isOn={isOn}
      isOff={isOff ?? false}
    />
  )
  const chain = () => editor.chain().focus()
  return (
    <Group gap={2} className={classes.toolbar} role="toolbar" aria-label={t('toolbar.label')}>
      <StyleSelect editor={editor} level={marks.level} />
      {tool('bold', IconBold, 'Mod+B', () => chain().toggleBold().run(), marks.bold)}
      {tool('italic', IconItalic, 'Mod+I', () => chain().toggleItalic().run(), marks.italic)}
      {tool('strike', IconStrikethrough, 'Mod+Shift+S', () => chain().toggleStrike().run(), marks.strike)}
      {tool('code', IconCode, 'Mod+E', () => chain().toggleCode().run(), marks.code)}
      {tool('link', IconLink, 'Mod+Shift+K', onLink, marks.link)}
      <Divider orientation="vertical" />
      {tool('bulletList', IconList, 'Mod+Shift+8', () => chain().toggleBulletList().run(), marks.bulletList)}
      {tool(
        'orderedList',
        IconListNumbers,
        'Mod+Shift+7',
        () => chain().toggleOrderedList().run(),
        marks.orderedList,
      )}
      {tool('quote', IconBlockquote, 'Mod+Shift+B', () => chain().toggleBlockquote().run(), marks.quote)}
      {tool('rule', IconSeparatorHorizontal, '---', () => chain().setHorizontalRule().run())}
      {tool('image', IconPhotoPlus, 'Mod+Shift+I', onImage)}
      <TableMenu editor={editor} isInTable={marks.table} />
      <Divider orientation="vertical" />
      {tool('undo', IconArrowBackUp, 'Mod+Z', () => chain().undo().run(), undefined, !marks.canUndo)}
      {tool('redo', IconArrowForwardUp, 'Mod+Shift+Z', () => chain().redo().run(), undefined, !marks.canRedo)}
    </Group>
  )
}

type ToolKey =
  | 'bold'
  | 'italic'
  | 'strike'
  | 'code'
  | 'link'
  | 'bulletList'
  | 'orderedList'
  | 'quote'
  | 'rule'
  | 'image'
  | 'undo'
  | 'redo'

function activeIn(editor: Editor) {
  return {
    bold: editor.isActive('bold'),
    italic: editor.isActive('italic'),
    strike: editor.isActive('strike'),
    code: editor.isActive('code'),
    link: editor.isActive('link'),
    bulletList: editor.isActive('bulletList'),
    orderedList: editor.isActive('orderedList'),
    quote: editor.isActive('blockquote'),
    table: editor.isActive('table'),
    level: ([2, 3, 4] as const).find((level) => editor.isActive('heading', { level })) ?? null,
    canUndo: editor.can().undo(),
    canRedo: editor.can().redo(),
  }
}

function Tool(props: {
  label: string
  keys: string
  icon: Icon
  run(): unknown
  isOn?: boolean
  isOff: boolean
}) {
  const { label, keys: shortcut, icon: Icon, run, isOn, isOff } = props
  return (
    <ActionIcon
      variant={isOn ? 'light' : 'subtle'}
      color={isOn ? undefined : 'gray'}
      aria-label={label}
      aria-pressed={isOn}
      title={`${label} (${shortcut})`}
      disabled={isOff}
      // The press would take the selection out of the editor.
      onMouseDown={(event) => event.preventDefault()}
      onClick={run}
    >
      <Icon size={18} aria-hidden />
    </ActionIcon>
  )
}

function StyleSelect({ editor, level }: { editor: Editor; level: 2 | 3 | 4 | null }) {
  const t = useText(manuscriptText)
  const choose = (value: string | null) => {
    const wanted = ([2, 3, 4] as const).find((candidate) => String(candidate) === value)
    const chain = editor.chain().focus()
    if (wanted) chain.setHeading({ level: wanted }).run()
    else chain.setParagraph().run()
  }
  return (
    <Select
      size="xs"
      w="9.5rem"
      aria-label={t('toolbar.style')}
      allowDeselect={false}
      value={level === null ? '0' : String(level)}
      onChange={choose}
      data={[
        { value: '0', label: t('toolbar.paragraph') },
        { value: '2', label: t('toolbar.heading2') },
        { value: '3', label: t('toolbar.heading3') },
        { value: '4', label: t('toolbar.heading4') },
      ]}
    />
  )
}
