import { Trans, useLingui } from '@lingui/react/macro'
import { Button, NativeSelect, Popover, TextInput } from '@mantine/core'
import { useId, useState } from 'react'
import type { ColumnStatistics, RowFilter, RowOrder } from '#dam/catalogue/datasets/dataset-answers.ts'
import { testsOf } from '../api/row-choice.ts'
import { ColumnStrip } from './column-strip.tsx'
import { useColumnWords } from './column-words.ts'
import { Icon } from './icon.tsx'

interface Head {
  readonly column: { readonly name: string; readonly type: string }
  /** Undefined as long as it is not known. */
  readonly statistics: ColumnStatistics | undefined
  readonly direction: RowOrder['direction'] | undefined
  readonly filters: readonly RowFilter[]
  readonly sort: () => void
  readonly add: (filter: RowFilter) => void
  readonly remove: (filter: Pick<RowFilter, 'column' | 'is'>) => void
}

/** The head of a column: how its values are spread, a button that sorts, a button that filters. */
export function ColumnHead({ column, statistics, direction, filters, sort, add, remove }: Head) {
  const { t } = useLingui()
  const { name } = column
  return (
    <div className="column-head">
      {statistics === undefined ? <span className="column-strip" /> : <ColumnStrip column={statistics} />}
      <div className="column-tools">
        <button type="button" className="sort" onClick={sort} title={direction === undefined ? t`Sort: smallest first` : direction === 'ascending' ? t`Sort: largest first` : t`Back to the order of the release`}>
          <bdi>{name}</bdi>{direction !== undefined && <Icon name={direction === 'ascending' ? 'up' : 'down'} />}
        </button>
        <ColumnFilter column={column} statistics={statistics} filters={filters} add={add} remove={remove} />
      </div>
    </div>
  )
}

function ColumnFilter({ column, statistics, filters, add, remove }: Omit<Head, 'direction' | 'sort'>) {
  const { t } = useLingui()
  const [isOpen, setOpen] = useState(false)
  const { name } = column
  return (
    <Popover opened={isOpen} onChange={setOpen} width={288} position="bottom-start" withinPortal trapFocus returnFocus>
      <Popover.Target>
        <button type="button" className={`filter ${filters.length > 0 ? 'on' : ''}`} aria-expanded={isOpen} aria-label={filters.length > 0 ? t`Filter ${name}: ${filters.length} in use` : t`Filter ${name}`} onClick={() => setOpen(!isOpen)}><Icon name="funnel" /></button>
      </Popover.Target>
      <Popover.Dropdown aria-label={t`Filter ${name}`}>
        <FilterForm column={column} statistics={statistics} filters={filters} close={() => setOpen(false)} add={add} remove={remove} />
      </Popover.Dropdown>
    </Popover>
  )
}

/** What the browser offers to write a value of each type. */
const INPUTS: Readonly<Record<string, string>> = { integer: 'number', decimal: 'number', date: 'date', timestamp: 'datetime-local', time: 'time' }

function FilterForm({ column: { name, type }, statistics, filters, add, remove, close }: Omit<Head, 'direction' | 'sort'> & { readonly close: () => void }) {
  const { t } = useLingui()
  const { tests } = useColumnWords()
  const known = useId()
  const valueOf = (is: RowFilter['is']) => filters.find((one) => one.is === is)?.value ?? (type === 'boolean' && is === 'equals' ? 'true' : '')
  const [is, setTest] = useState<RowFilter['is']>(filters[0]?.is ?? testsOf(type)[0] ?? 'equals')
  const [value, setValue] = useState(valueOf(is))
  const choose = (test: RowFilter['is']) => {
    // What was written stays where the new test has nothing of its own.
    setValue(valueOf(test) || value)
    setTest(test)
  }
  const offered = type === 'text' && is === 'equals' && statistics?.chart.kind === 'values' ? statistics.chart.bars : []
  return (
    <form className="stack tight" onSubmit={(event) => {
      event.preventDefault()
      add(is === 'missing' ? { column: name, is } : { column: name, is, value })
      close()
    }}>
      <NativeSelect label={<Trans>Rows where <bdi>{name}</bdi></Trans>} size="sm" value={is} onChange={(event) => choose(testsOf(type).find((one) => one === event.currentTarget.value) ?? 'missing')} data={testsOf(type).map((test) => ({ value: test, label: tests[test] }))} />
      {is !== 'missing' && (type === 'boolean'
        ? <NativeSelect aria-label={t`Value`} size="sm" value={value} onChange={(event) => setValue(event.currentTarget.value)} data={['true', 'false']} />
        : <TextInput aria-label={t`Value`} size="sm" required type={INPUTS[type] ?? 'text'} step={type === 'integer' || type === 'decimal' ? 'any' : 1} value={value} maxLength={1000} list={offered.length === 0 ? undefined : known} onChange={(event) => setValue(event.currentTarget.value)} />)}
      {offered.length > 0 && <datalist id={known}>{offered.map((bar) => <option key={bar.value} value={bar.value} />)}</datalist>}
      <div className="line">
        <Button type="submit" size="sm"><Trans>Filter</Trans></Button>
        {filters.some((one) => one.is === is) && <Button size="sm" variant="default" onClick={() => {
          remove({ column: name, is })
          close()
        }}><Trans>Remove</Trans></Button>}
      </div>
    </form>
  )
}
