import { Group, Kbd, Stack, Text } from '@mantine/core'
import { Dialog } from '../../kit/Dialogs.tsx'
import { useText } from '../../kit/language.tsx'
import type { NavigationWord } from '../navigation.ts'
import { webText } from '../text.ts'

/** All keys of the shell, opened with `?`. */
export function ShortcutList({ words, onClose }: { words: readonly NavigationWord[]; onClose(): void }) {
  const t = useText(webText)
  return (
    <Dialog opened onClose={onClose} title={t('keys.title')}>
      <Stack gap="xs">
        <Line label={t('keys.palette')} keys={['Ctrl', 'K']} other={['/']} />
        <Line label={t('keys.newPiece')} keys={['n']} />
        {words.map((word) => (
          <Line
            key={word.name}
            label={t('keys.goTo', { page: t(`nav.${word.name}`) })}
            keys={['g', word.key]}
            isSequence
          />
        ))}
        <Line label={t('keys.list')} keys={['?']} />
      </Stack>
    </Dialog>
  )
}

function Line(props: {
  label: string
  keys: readonly string[]
  other?: readonly string[]
  isSequence?: boolean
}) {
  const t = useText(webText)
  const { label, keys, other, isSequence = false } = props
  return (
    <Group justify="space-between" wrap="nowrap">
      <Text size="sm">{label}</Text>
      <Group gap={4} wrap="nowrap">
        {keys.map((key, index) => (
          <Group key={key} gap={4} wrap="nowrap">
            {index > 0 && (
              <Text size="xs" c="dimmed">
                {isSequence ? t('keys.next') : '+'}
              </Text>
            )}
            <Kbd>{key}</Kbd>
          </Group>
        ))}
        {other && (
          <>
            <Text size="xs" c="dimmed">
              {t('keys.either')}
            </Text>
            <Kbd>{other.join(' ')}</Kbd>
          </>
        )}
      </Group>
    </Group>
  )
}
