import { Table } from 'antd'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { useText } from '~/locales/text'
import { MoreButton } from '~/patterns/MoreButton'
import { Shown } from '~/patterns/Shown'
import { useNarrow } from './useNarrow'

export interface Column<T> {
  key: string
  title: string
  show: (row: T) => ReactNode
  number?: boolean
  /** A number with words beside it, which may be broken over lines. */
  told?: boolean
  /** Not to be broken over lines: numbers of things. */
  whole?: boolean
  /** Whether a row has anything to show here; a card leaves out what it has not. */
  has?: (row: T) => boolean
}

interface Pages<T> {
  items: T[] | undefined
  error: unknown
  refetch: () => unknown
  hasNextPage: boolean
  isFetchingNextPage: boolean
  fetchNextPage: () => unknown
}

interface Props<T> {
  pages: Pages<T>
  columns: Column<T>[]
  id: (row: T) => string
  /** The page of a row; the first column leads there. */
  to?: (row: T) => string
  empty: ReactNode
  label: string
}

/** A keyset-paged list: a dense table where there is room, cards on a phone. */
export function ListTable<T extends object>({ pages, columns, id, to, empty, label }: Props<T>) {
  const text = useText()
  const narrow = useNarrow(768)
  const first = (row: T) => (to ? <Link to={to(row)}>{columns[0]!.show(row)}</Link> : columns[0]!.show(row))
  return (
    <div className="stack tight">
      <Shown read={{ ...pages, data: pages.items }}>
        {(items) => items.length === 0 ? <>{empty}</> : narrow ? (
          <ul className="row-cards" aria-label={label}>
            {items.map((row) => (
              <li key={id(row)}>
                <div className="row-card-head">{first(row)}</div>
                <dl className="pairs">
                  {columns.slice(1).filter((c) => c.has?.(row) ?? true).map((c) => <div key={c.key} className="pair"><dt>{c.title}</dt><dd>{c.show(row)}</dd></div>)}
                </dl>
              </li>
            ))}
          </ul>
        ) : (
          <Table<T>
            aria-label={label} size="middle" pagination={false} scroll={{ x: true }} dataSource={items} rowKey={id}
            columns={columns.filter((c) => !c.has || items.some(c.has)).map((c, i) => ({ key: c.key, title: c.title, align: c.number ? 'right' as const : undefined, className: c.told ? 'told' : c.number || c.whole ? 'one-line' : undefined, render: (_: unknown, row: T) => (i === 0 ? first(row) : c.show(row)) }))}
          />
        )}
      </Shown>
      {pages.items?.length ? <p className="quiet">{text('list.count', { count: pages.items.length })}{pages.hasNextPage ? text('list.more') : ''}</p> : null}
      <MoreButton pages={pages} />
    </div>
  )
}
