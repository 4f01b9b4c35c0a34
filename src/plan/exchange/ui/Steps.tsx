import { Text } from '@mantine/core'
import { useEffect, useRef } from 'react'
import { useText } from '../../../kit/language.tsx'
import { exchangeText } from '../exchange.text.ts'
import classes from './import.module.css'

const steps = ['file', 'mapping', 'preview', 'result'] as const
export type Step = (typeof steps)[number]

/** Where one is in the import. Takes the focus when the step changes, so that keyboard and screen reader follow. */
export function Steps({ at, fileName }: { at: Step; fileName?: string }) {
  const t = useText(exchangeText)
  const list = useRef<HTMLOListElement>(null)
  const before = useRef(at)
  useEffect(() => {
    if (before.current !== at) list.current?.focus()
    before.current = at
  }, [at])
  return (
    <div>
      <ol ref={list} className={classes.steps} aria-label={t('steps.label')} tabIndex={-1}>
        {steps.map((step, index) => (
          <li
            key={step}
            aria-current={step === at ? 'step' : undefined}
            data-past={index < steps.indexOf(at) || undefined}
          >
            <span aria-hidden>{index + 1}</span> {t(`steps.${step}`)}
          </li>
        ))}
      </ol>
      {fileName !== undefined && (
        <Text size="sm" c="dimmed" mt={4}>
          {fileName}
        </Text>
      )}
    </div>
  )
}
