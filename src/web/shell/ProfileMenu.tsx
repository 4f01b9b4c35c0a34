import { Avatar, Divider, Popover, SegmentedControl, Stack, Text, UnstyledButton } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconKeyboard, IconLogout, IconUserCircle } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useText } from '../../kit/language.tsx'
import { initialsOf } from '../../kit/initials.rules.ts'
import { showRefusal } from '../../kit/toast.tsx'
import { useWorkspace } from '../../kit/workspace.tsx'
import type { Me } from '../../manage/person/person.schema.ts'
import { changeProfile, leave } from '../session.ts'
import { webText } from '../text.ts'
import classes from './Shell.module.css'

/** Language, theme, profile, keys, sign out. */
export function ProfileMenu({ me, onKeys }: { me: Me; onKeys(): void }) {
  const t = useText(webText)
  const { slug } = useWorkspace()
  const [isOpen, popover] = useDisclosure(false)
  const openKeys = () => {
    popover.close()
    onKeys()
  }
  return (
    <Popover
      opened={isOpen}
      onChange={(next) => !next && popover.close()}
      position="bottom-end"
      width={280}
      trapFocus
    >
      <Popover.Target>
        <UnstyledButton title={me.name} onClick={popover.toggle}>
          <Avatar size={32} radius="xl" color="petrol" variant="filled">
            {me.initials || initialsOf(me.name)}
          </Avatar>
          <span className="ls-hidden-visually">{t('profile.menu', { name: me.name })}</span>
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown p="xs" aria-label={t('profile.menu', { name: me.name })}>
        <Stack gap={2}>
          <div className={classes.person}>
            <Text size="sm" fw={600} truncate>
              {me.name}
            </Text>
            <Text size="xs" c="dimmed" truncate>
              {me.email}
            </Text>
          </div>
          <Link to={`/w/${slug}/manage/profile`} className={classes.entry} onClick={popover.close}>
            <IconUserCircle size={17} aria-hidden />
            {t('profile.open')}
          </Link>
          <UnstyledButton className={classes.entry} onClick={openKeys}>
            <IconKeyboard size={17} aria-hidden />
            {t('profile.keys')}
          </UnstyledButton>
          <Divider my={4} />
          <Choices me={me} />
          <Divider my={4} />
          <UnstyledButton className={classes.entry} onClick={() => void leave().catch(showRefusal)}>
            <IconLogout size={17} aria-hidden />
            {t('profile.leave')}
          </UnstyledButton>
        </Stack>
      </Popover.Dropdown>
    </Popover>
  )
}

function Choices({ me }: { me: Me }) {
  const t = useText(webText)
  const change = (next: Partial<Pick<Me, 'language' | 'theme'>>) =>
    void changeProfile(next).catch(showRefusal)
  return (
    <Stack gap={4} px="xs">
      <Text size="xs" c="dimmed">
        {t('profile.language')}
      </Text>
      <SegmentedControl
        fullWidth
        size="xs"
        aria-label={t('profile.language')}
        value={me.language}
        onChange={(language) => change({ language: language === 'en' ? 'en' : 'de' })}
        data={[
          { value: 'de', label: t('profile.german') },
          { value: 'en', label: t('profile.english') },
        ]}
      />
      <Text size="xs" c="dimmed" mt={4}>
        {t('profile.theme')}
      </Text>
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
    </Stack>
  )
}
