import { Avatar, Menu, SegmentedControl, Text, UnstyledButton } from '@mantine/core'
import { IconKeyboard, IconLogout, IconUserCircle } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useText } from '../../kit/language.tsx'
import { initialsOf } from '../../kit/Person.tsx'
import { showRefusal } from '../../kit/toast.tsx'
import { useWorkspace } from '../../kit/workspace.tsx'
import type { Me } from '../../manage/person/person.schema.ts'
import { changeProfile, leave } from '../session.ts'
import { webText } from '../text.ts'

/** Language, theme, profile, keys, sign out. */
export function ProfileMenu({ me, onKeys }: { me: Me; onKeys(): void }) {
  const t = useText(webText)
  const { slug } = useWorkspace()
  const change = (next: Partial<Pick<Me, 'language' | 'theme'>>) =>
    void changeProfile(next).catch(showRefusal)
  return (
    <Menu position="bottom-end" width={260} closeOnItemClick>
      <Menu.Target>
        <UnstyledButton title={me.name}>
          <Avatar size={32} radius="xl" color="petrol" variant="filled">
            {me.initials || initialsOf(me.name)}
          </Avatar>
          <span className="ls-hidden-visually">{t('profile.menu', { name: me.name })}</span>
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>
          {me.name}
          <Text size="xs" truncate>
            {me.email}
          </Text>
        </Menu.Label>
        <Menu.Item
          leftSection={<IconUserCircle size={17} aria-hidden />}
          renderRoot={(root) => <Link {...root} to={`/w/${slug}/manage/profile`} />}
        >
          {t('profile.open')}
        </Menu.Item>
        <Menu.Item leftSection={<IconKeyboard size={17} aria-hidden />} onClick={onKeys}>
          {t('profile.keys')}
        </Menu.Item>
        <Menu.Label>{t('profile.language')}</Menu.Label>
        <SegmentedControl
          fullWidth
          size="xs"
          aria-label={t('profile.language')}
          value={me.language}
          onChange={(language) => change({ language: language as Me['language'] })}
          data={[
            { value: 'de', label: t('profile.german') },
            { value: 'en', label: t('profile.english') },
          ]}
        />
        <Menu.Label>{t('profile.theme')}</Menu.Label>
        <SegmentedControl
          fullWidth
          size="xs"
          aria-label={t('profile.theme')}
          value={me.theme}
          onChange={(theme) => change({ theme: theme as Me['theme'] })}
          data={[
            { value: 'auto', label: t('profile.auto') },
            { value: 'light', label: t('profile.light') },
            { value: 'dark', label: t('profile.dark') },
          ]}
        />
        <Menu.Divider />
        <Menu.Item
          leftSection={<IconLogout size={17} aria-hidden />}
          onClick={() => void leave().catch(showRefusal)}
        >
          {t('profile.leave')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
