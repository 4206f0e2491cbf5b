/** One step of a long act, told while it happens. */
export interface ProgressStep {
  readonly stage: string
  /** What is counted, in the plural: rows, bytes, nodes. */
  readonly unit?: string
  readonly done?: number
  /** Left out while nobody knows. */
  readonly total?: number
  readonly message?: string
}

/** Hears the steps of a long act. Must return at once. */
export type Progress = (step: ProgressStep) => void
