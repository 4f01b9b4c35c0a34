import { Anchor, Button, type AnchorProps, type ButtonProps } from '@mantine/core'
import { Link, useNavigate } from '@tanstack/react-router'
import type { KeyboardEvent, ReactNode } from 'react'
import { useWorkspace } from './workspace.tsx'

type Search = Record<string, unknown>
type Target = {
  /** Address within the open workspace: `/plan`, `/pieces/${id}`. */
  to: string
  search?: Search
  children: ReactNode
}

/** A link to a page of the open workspace: `<AppLink to={`/pieces/${id}`}>`. */
export function AppLink({
  to,
  search,
  children,
  ...look
}: Target &
  AnchorProps & { onKeyDown?(event: KeyboardEvent<HTMLElement>): void; 'aria-keyshortcuts'?: string }) {
  const { slug } = useWorkspace()
  return (
    <Anchor
      {...look}
      renderRoot={(root) => <Link {...root} to={`/w/${slug}${to}`} search={search as never} />}
    >
      {children}
    </Anchor>
  )
}

/** A link that looks like a button: for going somewhere, not for doing something. */
export function ButtonLink({ to, search, children, ...look }: Target & ButtonProps) {
  const { slug } = useWorkspace()
  return (
    <Button
      {...look}
      renderRoot={(root) => <Link {...root} to={`/w/${slug}${to}`} search={search as never} />}
    >
      {children}
    </Button>
  )
}

/** Goes to a page of the open workspace: `const go = useGo()`, `go('/plan', { view: 'week' })`. */
export function useGo(): (to: string, search?: Search) => void {
  const navigate = useNavigate()
  const { slug } = useWorkspace()
  return (to, search = {}) => void navigate({ to: `/w/${slug}${to}`, search: search as never })
}
