import { Tabs as MantineTabs } from '@mantine/core'
import type { ReactNode } from 'react'

export type Tab<K extends string> = { key: K; label: ReactNode; panel: ReactNode }

/** Tabs whose choice the caller keeps (usually in the URL). Only the open panel is mounted. */
export function Tabs<K extends string>(props: {
  tabs: readonly Tab<K>[]
  value: K
  onChange(key: K): void
  label: string
}) {
  const { tabs, value, onChange, label } = props
  return (
    <MantineTabs value={value} onChange={(key) => key !== null && onChange(key as K)} keepMounted={false}>
      <MantineTabs.List aria-label={label} mb="md" className="ls-scrolling-row">
        {tabs.map((tab) => (
          <MantineTabs.Tab key={tab.key} value={tab.key}>
            {tab.label}
          </MantineTabs.Tab>
        ))}
      </MantineTabs.List>
      {tabs.map((tab) => (
        <MantineTabs.Panel key={tab.key} value={tab.key}>
          {tab.panel}
        </MantineTabs.Panel>
      ))}
    </MantineTabs>
  )
}
