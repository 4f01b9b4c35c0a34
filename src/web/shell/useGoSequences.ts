import { useEffect } from 'react'
import type { NavigationWord } from '../navigation.ts'

const sequenceMs = 1200

/** `g` and then the key of a word goes there (`g t`: Heute), unless somebody is typing. */
export function useGoSequences(words: readonly NavigationWord[], go: (to: string) => void): void {
  useEffect(() => {
    let startedAt = 0
    const listen = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return
      if (event.key === 'g') {
        startedAt = event.timeStamp
        return
      }
      const word = words.find(({ key }) => key === event.key)
      const target = word?.pages[0]
      if (target && startedAt > 0 && event.timeStamp - startedAt < sequenceMs) {
        event.preventDefault()
        go(target.to)
      }
      startedAt = 0
    }
    window.addEventListener('keydown', listen)
    return () => window.removeEventListener('keydown', listen)
  }, [words, go])
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    target.closest('input, textarea, select, [contenteditable=true]') !== null
  )
}
