import '@mantine/spotlight/styles.layer.css'
import { useDebouncedValue } from '@mantine/hooks'
import { Spotlight, spotlight } from '@mantine/spotlight'
import { IconArticle, IconBolt, IconFile, IconSearch } from '@tabler/icons-react'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { writers } from '../../kernel/access/role.ts'
import { sliceClient } from '../../kit/api.ts'
import { useGo } from '../../kit/AppLink.tsx'
import { useFormat, useText } from '../../kit/language.tsx'
import { showRefusal } from '../../kit/toast.tsx'
import { useWorkspace } from '../../kit/workspace.tsx'
import type { planApi } from '../../plan/api.ts'
import type { PieceCard } from '../../plan/piece/piece.schema.ts'
import { navigationFor } from '../navigation.ts'
import { changeProfile, leave } from '../session.ts'
import { webText } from '../text.ts'
import { matching } from './palette.rules.ts'

const client = sliceClient<typeof planApi>('plan')
const typingPauseMs = 120
const hitsShown = 8

const noHits: readonly PieceCard[] = []

type Entry = { key: string; label: string; keywords?: string; run(): void }

/** Search and jump: pages, actions and pieces from one field, by keyboard alone. */
export function CommandPalette({ onClose, onKeys }: { onClose(): void; onKeys(): void }) {
  const t = useText(webText)
  const format = useFormat()
  const go = useGo()
  const [typed, setTyped] = useState('')
  const pages = usePages()
  const actions = useActions(onKeys)
  const pieces = usePieceHits(typed)
  useEffect(() => spotlight.open(), [])
  useEffect(selectFirstHit, [pieces])

  const shownPages = matching(pages, typed)
  const shownActions = matching(actions, typed)
  const isEmpty = shownPages.length + shownActions.length + pieces.length === 0
  return (
    <Spotlight.Root
      query={typed}
      onQueryChange={setTyped}
      onSpotlightClose={onClose}
      shortcut={null}
      title={t('palette.open')}
      classNames={{ header: 'ls-hidden-visually' }}
      scrollable
      centered={false}
      maxHeight={420}
    >
      <Spotlight.Search
        placeholder={t('palette.placeholder')}
        aria-label={t('palette.open')}
        leftSection={<IconSearch size={18} aria-hidden />}
      />
      <Spotlight.ActionsList>
        <Group label={t('palette.pages')} entries={shownPages} icon={<IconFile size={17} aria-hidden />} />
        <Group
          label={t('palette.actions')}
          entries={shownActions}
          icon={<IconBolt size={17} aria-hidden />}
        />
        {pieces.length > 0 && (
          <Spotlight.ActionsGroup label={t('palette.pieces')}>
            {pieces.map((piece) => (
              <Spotlight.Action
                key={piece.id}
                leftSection={<IconArticle size={17} aria-hidden />}
                label={piece.title}
                description={[
                  `#${piece.number}`,
                  piece.plannedOn && format.day(piece.plannedOn),
                  piece.owner.name,
                ]
                  .filter(Boolean)
                  .join(' · ')}
                onClick={() => go(`/pieces/${piece.id}`)}
              />
            ))}
          </Spotlight.ActionsGroup>
        )}
        {isEmpty && <Spotlight.Empty>{t('palette.nothing')}</Spotlight.Empty>}
      </Spotlight.ActionsList>
      <Spotlight.Footer>{t('palette.hint')}</Spotlight.Footer>
    </Spotlight.Root>
  )
}

function Group({
  label,
  entries,
  icon,
}: {
  label: string
  entries: readonly Entry[]
  icon: React.ReactNode
}) {
  if (entries.length === 0) return null
  return (
    <Spotlight.ActionsGroup label={label}>
      {entries.map((entry) => (
        <Spotlight.Action key={entry.key} label={entry.label} leftSection={icon} onClick={entry.run} />
      ))}
    </Spotlight.ActionsGroup>
  )
}

// The library selects the first entry while somebody types; pieces arrive after that and would leave Enter without
// effect. It keeps the selection in this attribute.
function selectFirstHit(): void {
  const list = document.querySelector('.mantine-Spotlight-actionsList')
  if (list && !list.querySelector('[data-selected]'))
    list.querySelector('[data-action]')?.setAttribute('data-selected', 'true')
}

function usePages(): Entry[] {
  const t = useText(webText)
  const go = useGo()
  const { role } = useWorkspace()
  const pages = navigationFor(role).flatMap((word) =>
    word.pages.map((page) => ({
      key: page.to,
      label: t(`nav.${page.name}`),
      keywords: t(`nav.${word.name}`),
      run: () => go(page.to),
    })),
  )
  return [...pages, { key: 'profile', label: t('nav.profile'), run: () => go('/manage/profile') }]
}

function useActions(onKeys: () => void): Entry[] {
  const t = useText(webText)
  const go = useGo()
  const { role } = useWorkspace()
  const change = (next: Parameters<typeof changeProfile>[0]) => () =>
    void changeProfile(next).catch(showRefusal)
  const canWrite = (writers as readonly string[]).includes(role)
  return [
    ...(canWrite
      ? [{ key: 'new', label: t('palette.newPiece'), run: () => go('/plan', { create: true }) }]
      : []),
    { key: 'light', label: t('palette.light'), run: change({ theme: 'light' }) },
    { key: 'dark', label: t('palette.dark'), run: change({ theme: 'dark' }) },
    { key: 'de', label: t('palette.german'), run: change({ language: 'de' }) },
    { key: 'en', label: t('palette.english'), run: change({ language: 'en' }) },
    { key: 'keys', label: t('palette.keys'), run: onKeys },
    { key: 'leave', label: t('profile.leave'), run: () => void leave().catch(showRefusal) },
  ]
}

function usePieceHits(typed: string): readonly PieceCard[] {
  const [text] = useDebouncedValue(typed.trim(), typingPauseMs)
  const hits = useQuery({
    queryKey: ['piece', 'search', text],
    queryFn: ({ signal }) => client.piece.search({ text, limit: hitsShown }, { signal }),
    enabled: text !== '',
    placeholderData: keepPreviousData,
  })
  return text === '' ? noHits : (hits.data?.pieces ?? noHits)
}
