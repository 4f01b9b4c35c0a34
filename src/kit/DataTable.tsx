import { UnstyledButton } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { IconChevronDown, IconChevronUp } from '@tabler/icons-react'
import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useMemo, useRef, useState, type KeyboardEvent, type ReactNode } from 'react'
import { tableLayout } from './columns.rules.ts'
import { useFormat, useText } from './language.tsx'
import { Loading } from './Notes.tsx'
import { nextSort, rowAfterKey, sorted, type Sort } from './sorting.rules.ts'
import { kitText } from './text.ts'
import classes from './DataTable.module.css'

export type { Sort } from './sorting.rules.ts'

export type Column<Row> = {
  key: string
  header: string
  cell(row: Row): ReactNode
  /** Share of the width in CSS grid words: `2fr`, `7rem`. `1fr` unless told otherwise. */
  width?: string
  align?: 'start' | 'end'
  /** Lets the heading sort. Without `onSort` the table sorts by this value itself. */
  sortValue?(row: Row): string | number | null | undefined
  isSortable?: boolean
  /** On a narrow screen: `title` heads the card, `menu` is in its corner, `wide` has a line of its own. */
  card?: 'title' | 'menu' | 'line' | 'wide' | 'hidden'
}

export type DataTableProps<Row> = {
  /** What the table shows, for screen readers. */
  label: string
  rows: readonly Row[]
  columns: readonly Column<Row>[]
  rowKey(row: Row): string
  /** Opens a row: by click, or by Enter on the row. */
  onOpen?(row: Row): void
  sort?: Sort | null
  /** Set where the server sorts; the table then shows the rows as they come. */
  onSort?(sort: Sort): void
  /** Number of rows there are altogether, when not all are loaded. */
  total?: number
  /** Called when the last loaded row comes into view. */
  onReachEnd?(): void
  isLoading?: boolean
  /** Shown instead of an empty table. */
  empty?: ReactNode
  /** Tallest the table grows before it scrolls. */
  maxHeight?: string
}

const rowHeight = 40
const cardHeight = 92
/** Fewer rows than this are laid out as they are; above, only what is visible is drawn. */
const virtualFrom = 60

/**
 * A table for 0, 5 and 50,000 rows: sortable, by keyboard (arrows, Home, End, Enter), only visible rows drawn; cards
 * below 48em. Controls inside cells stay reachable with Tab.
 */
export function DataTable<Row>(props: DataTableProps<Row>) {
  const { label, columns, rowKey, onOpen, onReachEnd, total, isLoading = false, empty } = props
  const t = useText(kitText)
  const format = useFormat()
  const isNarrow = useMediaQuery('(max-width: 48em)', false, { getInitialValueInEffect: false }) ?? false
  const [ownSort, setOwnSort] = useState<Sort | null>(null)
  const sort = props.onSort ? (props.sort ?? null) : (ownSort ?? props.sort ?? null)
  const rows = useMemo(() => {
    const value = columns.find((column) => column.key === sort?.by)?.sortValue
    return props.onSort || !sort || !value ? props.rows : sorted(props.rows, value, sort.descending)
  }, [props.rows, props.onSort, columns, sort])
  const [active, setActive] = useState(0)
  const scroller = useRef<HTMLDivElement>(null)
  const isVirtual = rows.length > virtualFrom
  const virtual = useVirtualizer({
    count: rows.length,
    enabled: isVirtual,
    getScrollElement: () => scroller.current,
    estimateSize: () => (isNarrow ? cardHeight : rowHeight),
    overscan: 10,
    getItemKey: (index) => rowKey(rows[index] as Row),
  })
  const shown = isVirtual ? virtual.getVirtualItems() : rows.map((_, index) => ({ index, start: undefined }))
  const lastShown = shown.at(-1)?.index
  useEffect(() => {
    if (lastShown !== undefined && lastShown >= rows.length - 1) onReachEnd?.()
  }, [lastShown, rows.length, onReachEnd])

  if (isLoading && rows.length === 0) return <Loading />
  if (rows.length === 0) return <>{empty ?? <p className={classes.nothing}>{t('table.nothing')}</p>}</>

  const focusRow = (index: number) => {
    setActive(index)
    if (isVirtual) virtual.scrollToIndex(index)
    requestAnimationFrame(() =>
      scroller.current?.querySelector<HTMLElement>(`[data-row="${index}"]`)?.focus(),
    )
  }
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>, index: number) => {
    // Keys inside a cell's own control belong to that control.
    if (event.target !== event.currentTarget) return
    const target = rowAfterKey(event.key, index, rows.length)
    if (event.key === 'Enter' && onOpen) onOpen(rows[index] as Row)
    else if (target !== null) focusRow(target)
    else return
    event.preventDefault()
  }
  const order = (by: string) => (props.onSort ?? setOwnSort)(nextSort(sort, by))
  const { template, minWidth } = tableLayout(columns.map((column) => column.width))
  const current = Math.min(active, rows.length - 1)

  return (
    <div>
      <div
        ref={scroller}
        className={classes.scroller}
        style={{ maxHeight: isVirtual ? (props.maxHeight ?? 'max(20rem, calc(100dvh - 16rem))') : undefined }}
        // Firefox and Chromium make scroll areas focusable; rows already are.
        tabIndex={-1}
      >
        <div
          role="grid"
          aria-label={label}
          aria-rowcount={(total ?? rows.length) + 1}
          style={isNarrow ? undefined : { minWidth }}
        >
          <Head columns={columns} template={template} sort={sort} onSort={order} isHidden={isNarrow} />
          <div
            role="rowgroup"
            className={classes.body}
            style={isVirtual ? { height: virtual.getTotalSize() } : undefined}
          >
            {shown.map(({ index, start }) => {
              const row = rows[index] as Row
              return (
                <div
                  key={rowKey(row)}
                  role="row"
                  aria-rowindex={index + 2}
                  data-row={index}
                  data-index={index}
                  data-opens={onOpen !== undefined || undefined}
                  ref={isVirtual ? virtual.measureElement : undefined}
                  tabIndex={index === current ? 0 : -1}
                  className={isNarrow ? classes.card : classes.row}
                  style={{
                    gridTemplateColumns: isNarrow ? undefined : template,
                    ...(start === undefined
                      ? {}
                      : {
                          position: 'absolute',
                          insetInline: 0,
                          top: 0,
                          transform: `translateY(${start}px)`,
                        }),
                  }}
                  onFocus={() => setActive(index)}
                  onKeyDown={(event) => onKeyDown(event, index)}
                  onClick={(event) => {
                    if (
                      !(event.target as HTMLElement).closest(
                        'a, button, input, select, textarea, label, [role=option]',
                      )
                    )
                      onOpen?.(row)
                  }}
                >
                  <Cells row={row} columns={columns} isNarrow={isNarrow} />
                </div>
              )
            })}
          </div>
        </div>
      </div>
      <p className={classes.count} aria-live="polite">
        {total !== undefined && total !== rows.length
          ? t('table.of', { shown: format.number(rows.length), total: format.number(total) })
          : t('table.rows', { count: rows.length })}
      </p>
    </div>
  )
}

function Cells<Row>({
  row,
  columns,
  isNarrow,
}: {
  row: Row
  columns: readonly Column<Row>[]
  isNarrow: boolean
}) {
  const shown = isNarrow ? columns.filter((column) => column.card !== 'hidden') : columns
  return shown.map((column) => (
    <div
      key={column.key}
      role="gridcell"
      aria-colindex={columns.indexOf(column) + 1}
      className={classes.cell}
      data-align={column.align}
      data-card={column.card ?? 'line'}
    >
      {isNarrow && column.card !== 'title' && column.header !== '' && (
        <span className={classes.cardLabel}>{column.header}</span>
      )}
      {column.cell(row)}
    </div>
  ))
}

function Head<Row>(props: {
  columns: readonly Column<Row>[]
  template: string
  sort: Sort | null
  onSort(by: string): void
  isHidden: boolean
}) {
  const { columns, template, sort, onSort, isHidden } = props
  const t = useText(kitText)
  return (
    <div role="rowgroup" className={isHidden ? 'ls-hidden-visually' : classes.head}>
      <div role="row" aria-rowindex={1} className={classes.row} style={{ gridTemplateColumns: template }}>
        {columns.map((column) => {
          const isSorted = sort?.by === column.key
          const Arrow = sort?.descending ? IconChevronDown : IconChevronUp
          const canSort = (column.isSortable ?? column.sortValue !== undefined) && !isHidden
          return (
            <div
              key={column.key}
              // A column without a heading holds only its rows' menus; an empty heading would be read as one.
              role={column.header === '' ? 'gridcell' : 'columnheader'}
              className={classes.cell}
              data-align={column.align}
              aria-sort={isSorted ? (sort.descending ? 'descending' : 'ascending') : undefined}
            >
              {canSort ? (
                <UnstyledButton
                  className={classes.sort}
                  onClick={() => onSort(column.key)}
                  title={t('table.sortBy', { column: column.header })}
                >
                  {column.header}
                  {isSorted && <Arrow size={14} aria-hidden />}
                </UnstyledButton>
              ) : (
                column.header
              )}
            </div>
          )
        })}
      </div>
    </div>
  )
}
