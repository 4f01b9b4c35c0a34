import { UnstyledButton } from '@mantine/core'
import { IconDots } from '@tabler/icons-react'
import { Link, useRouterState } from '@tanstack/react-router'
import { useText } from '../../kit/language.tsx'
import { useWorkspace } from '../../kit/workspace.tsx'
import type { NavigationWord } from '../navigation.ts'
import { webText } from '../text.ts'
import { placeOf } from './place.rules.ts'
import classes from './Shell.module.css'

/** The words with the pages of the one that is open. */
export function SideNavigation({ words }: { words: readonly NavigationWord[] }) {
  const t = useText(webText)
  const { slug } = useWorkspace()
  const place = usePlace(words)
  return (
    <ul className={classes.nav}>
      {words.map((word) => {
        const isOpen = word.name === place.word
        const [first] = word.pages
        if (!first) return null
        return (
          <li key={word.name}>
            <Link
              to={`/w/${slug}${first.to}`}
              className={classes.word}
              data-current={isOpen || undefined}
              aria-current={isOpen && place.page === first.to ? 'page' : undefined}
            >
              <word.icon size={18} stroke={1.7} aria-hidden />
              {t(`nav.${word.name}`)}
            </Link>
            {isOpen && word.pages.length > 1 && (
              <ul className={classes.pages}>
                {word.pages.map((page) => (
                  <li key={page.to}>
                    <Link
                      to={`/w/${slug}${page.to}`}
                      className={classes.page}
                      data-current={page.to === place.page || undefined}
                      aria-current={page.to === place.page ? 'page' : undefined}
                    >
                      {t(`nav.${page.name}`)}
                    </Link>
                  </li>
                ))}
              </ul>
            )}
          </li>
        )
      })}
    </ul>
  )
}

/** The day's work within reach of the thumb. */
export function BottomBar({ words, onMore }: { words: readonly NavigationWord[]; onMore(): void }) {
  const t = useText(webText)
  const { slug } = useWorkspace()
  const place = usePlace(words)
  return (
    <nav aria-label={t('shortNavigation')} style={{ height: '100%' }}>
      <ul className={classes.bar}>
        {words
          .filter((word) => word.isDaily)
          .map((word) => (
            <li key={word.name}>
              <Link
                to={`/w/${slug}${word.pages[0]?.to ?? ''}`}
                className={classes.barItem}
                data-current={word.name === place.word || undefined}
                aria-current={word.name === place.word ? 'page' : undefined}
              >
                <word.icon size={21} stroke={1.7} aria-hidden />
                {t(`nav.${word.name}`)}
              </Link>
            </li>
          ))}
        <li>
          <UnstyledButton className={classes.barItem} onClick={onMore}>
            <IconDots size={21} stroke={1.7} aria-hidden />
            {t('more')}
          </UnstyledButton>
        </li>
      </ul>
    </nav>
  )
}

function usePlace(words: readonly NavigationWord[]) {
  const { slug } = useWorkspace()
  const path = useRouterState({ select: (state) => state.location.pathname })
  return placeOf(words, path.slice(`/w/${slug}`.length))
}
