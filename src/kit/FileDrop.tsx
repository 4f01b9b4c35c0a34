import { Text } from '@mantine/core'
import { IconUpload } from '@tabler/icons-react'
import { useRef, useState, type DragEvent, type ReactNode } from 'react'
import { useText } from './language.tsx'
import { kitText } from './text.ts'
import classes from './FileDrop.module.css'

export type FileDropProps = {
  onFiles(files: File[]): void
  /** Accepted endings with the dot: `['.xlsx', '.csv']`. The server still looks at the content. */
  accept?: readonly string[]
  limitMb?: number
  isMany?: boolean
  disabled?: boolean
  /** A hint below the words, e.g. what kinds are read. */
  children?: ReactNode
}

/** Takes files by drop or by choice; a file that is too large or of a wrong kind is named and not handed on. */
export function FileDrop({
  onFiles,
  accept = [],
  limitMb = 40,
  isMany = false,
  disabled,
  children,
}: FileDropProps) {
  const t = useText(kitText)
  const input = useRef<HTMLInputElement>(null)
  const [isOver, setOver] = useState(false)
  const [objection, setObjection] = useState<string | null>(null)

  const take = (list: FileList | null) => {
    const files = [...(list ?? [])].slice(0, isMany ? undefined : 1)
    const wrong = files.find(
      (file) => accept.length > 0 && !accept.some((end) => file.name.toLowerCase().endsWith(end)),
    )
    const large = files.find((file) => file.size > limitMb * 1024 * 1024)
    if (wrong) setObjection(t('file.wrongKind', { name: wrong.name, kinds: accept.join(', ') }))
    else if (large) setObjection(t('file.tooLarge', { name: large.name, limit: limitMb }))
    else {
      setObjection(null)
      if (files.length > 0) onFiles(files)
    }
    // The same file chosen again must be noticed.
    if (input.current) input.current.value = ''
  }
  const drop = (event: DragEvent) => {
    event.preventDefault()
    setOver(false)
    if (!disabled) take(event.dataTransfer.files)
  }
  return (
    <div>
      {/* Dropping is the second way; the file input inside is the one for keyboard and screen reader. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions */}
      <label
        className={classes.zone}
        data-over={isOver || undefined}
        data-disabled={disabled || undefined}
        onDragOver={(event) => {
          event.preventDefault()
          setOver(true)
        }}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
      >
        <IconUpload size={28} aria-hidden />
        <Text fw={550} span>
          {t(isMany ? 'file.dropMany' : 'file.drop')}
        </Text>
        {children !== undefined && (
          <Text size="sm" c="dimmed" span>
            {children}
          </Text>
        )}
        <input
          ref={input}
          type="file"
          className="ls-hidden-visually"
          accept={accept.join(',')}
          multiple={isMany}
          disabled={disabled}
          onChange={(event) => take(event.currentTarget.files)}
        />
      </label>
      {objection !== null && (
        <Text size="sm" c="var(--ls-bad-text)" role="alert" mt={4}>
          {objection}
        </Text>
      )}
    </div>
  )
}
