/** Districts of an invented country; how many cases come from each, against the others. */
export const DISTRICTS: readonly { readonly name: string; readonly weight: number }[] = [
  { name: '가람구', weight: 20 }, { name: '나래구', weight: 17 }, { name: '다솜구', weight: 14 },
  { name: '라온구', weight: 12 }, { name: '마루구', weight: 10 }, { name: '보람구', weight: 10 },
  { name: '아람군', weight: 9 }, { name: '하람군', weight: 8 },
]

export const AGE_BANDS: readonly { readonly label: string; readonly from: number; readonly to: number; readonly weight: number }[] = [
  { label: '24세 이하', from: 18, to: 24, weight: 24 },
  { label: '25~34세', from: 25, to: 34, weight: 31 },
  { label: '35~49세', from: 35, to: 49, weight: 29 },
  { label: '50세 이상', from: 50, to: 75, weight: 16 },
]

/** What somebody is accused of. */
export interface Offence {
  readonly name: string
  readonly group: string
  /** How often, against the others. */
  readonly weight: number
  /** Months of half of the sentences, and how often there is one at all, 0 to 1. */
  readonly medianMonths: number
  readonly custody: number
}

export const OFFENCES: readonly Offence[] = [
  { name: '절도', group: '재산범죄', weight: 22, medianMonths: 6, custody: 0.3 },
  { name: '사기', group: '재산범죄', weight: 18, medianMonths: 10, custody: 0.4 },
  { name: '횡령', group: '재산범죄', weight: 6, medianMonths: 10, custody: 0.35 },
  { name: '재물손괴', group: '재산범죄', weight: 5, medianMonths: 4, custody: 0.1 },
  { name: '폭행', group: '폭력범죄', weight: 14, medianMonths: 5, custody: 0.2 },
  { name: '상해', group: '폭력범죄', weight: 9, medianMonths: 9, custody: 0.45 },
  { name: '협박', group: '폭력범죄', weight: 4, medianMonths: 5, custody: 0.2 },
  { name: '강도', group: '폭력범죄', weight: 2, medianMonths: 36, custody: 0.95 },
  { name: '음주운전', group: '교통범죄', weight: 12, medianMonths: 8, custody: 0.25 },
  { name: '무면허운전', group: '교통범죄', weight: 5, medianMonths: 4, custody: 0.1 },
  { name: '마약 투약', group: '마약범죄', weight: 4, medianMonths: 12, custody: 0.6 },
  { name: '마약 매매', group: '마약범죄', weight: 2, medianMonths: 24, custody: 0.85 },
]
