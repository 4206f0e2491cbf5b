import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import { Problem } from './problem.tsx'

interface FormOf {
  readonly submit: () => void
  readonly label: string
  readonly isBusy: boolean
  readonly fault: unknown
  readonly isDisabled?: boolean
  readonly children: ReactNode
  /** Beside the button. */
  readonly beside?: ReactNode
}

/** Fields, what went wrong, and one button that says what it does. */
export function Form({ submit, label, isBusy, fault, isDisabled = false, children, beside }: FormOf) {
  return (
    <form className="stack" onSubmit={(event) => {
      event.preventDefault()
      submit()
    }}>
      {children}
      {fault !== null && fault !== undefined && <Problem fault={fault} />}
      <div className="line"><Button type="submit" loading={isBusy} disabled={isDisabled}>{label}</Button>{beside}</div>
    </form>
  )
}
