import { screen, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { expect, test } from 'vitest'
import { DataTable, type Column } from './DataTable.tsx'
import { renderKit } from './testing/render.tsx'

type Row = { id: string; title: string; views: number }

const columns: Column<Row>[] = [
  { key: 'title', header: 'Titel', cell: (row) => row.title, sortValue: (row) => row.title, card: 'title' },
  { key: 'views', header: 'Aufrufe', cell: (row) => row.views, sortValue: (row) => row.views, align: 'end' },
  { key: 'action', header: 'Aktion', cell: (row) => <button type="button">{`Teilen ${row.id}`}</button> },
]
const rows: Row[] = [
  { id: 'a', title: 'Messebericht', views: 12 },
  { id: 'b', title: 'Anwenderstory', views: 300 },
  { id: 'c', title: 'Öffnungszeiten', views: 7 },
]

function show(shown: readonly Row[] = rows) {
  const opened: string[] = []
  renderKit(
    <DataTable
      label="Beiträge"
      rows={shown}
      columns={columns}
      rowKey={(row) => row.id}
      onOpen={(row) => opened.push(row.id)}
    />,
  )
  return { opened, user: userEvent.setup() }
}

const titles = () =>
  screen
    .getAllByRole('row')
    .slice(1)
    .map((row) => within(row).getAllByRole('gridcell')[0]?.textContent)

test('the heading sorts, the arrow tells how', async () => {
  const { user } = show()
  await user.click(screen.getByRole('button', { name: 'Aufrufe' }))
  expect(titles()).toEqual(['Öffnungszeiten', 'Messebericht', 'Anwenderstory'])
  await user.click(screen.getByRole('button', { name: 'Aufrufe' }))
  expect(titles()).toEqual(['Anwenderstory', 'Messebericht', 'Öffnungszeiten'])
  expect(screen.getByRole('columnheader', { name: /Aufrufe/ }).getAttribute('aria-sort')).toBe('descending')
})

test('one row is reached with Tab, the others with arrows; Enter opens', async () => {
  const { opened, user } = show()
  const [, first, second] = screen.getAllByRole('row')
  expect(first?.tabIndex).toBe(0)
  expect(second?.tabIndex).toBe(-1)
  first?.focus()
  await user.keyboard('{ArrowDown}')
  await screen.findByText('Anwenderstory')
  await expect.poll(() => document.activeElement).toBe(second)
  await user.keyboard('{Enter}')
  expect(opened).toEqual(['b'])
})

test('a control in a cell does its own work and does not open the row', async () => {
  const { opened, user } = show()
  await user.click(screen.getByRole('button', { name: 'Teilen c' }))
  expect(opened).toEqual([])
  screen.getByRole('button', { name: 'Teilen a' }).focus()
  await user.keyboard('{Enter}')
  expect(opened).toEqual([])
  await user.click(screen.getByText('Messebericht'))
  expect(opened).toEqual(['a'])
})

test('an empty table says so', () => {
  show([])
  expect(screen.getByText('Keine Einträge.')).toBeDefined()
  expect(screen.queryByRole('grid')).toBeNull()
})

test('50,000 rows are counted, and only what is visible is drawn', () => {
  const many = Array.from({ length: 50_000 }, (_, index) => ({
    id: `r${index}`,
    title: `Zeile ${index}`,
    views: index,
  }))
  show(many)
  expect(screen.getByRole('grid').getAttribute('aria-rowcount')).toBe('50001')
  expect(screen.getAllByRole('row').length).toBeLessThan(100)
  expect(screen.getByText('50.000 Zeilen')).toBeDefined()
})
