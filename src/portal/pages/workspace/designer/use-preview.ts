import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import type { PreviewAnswer, PreviewResult } from '#dam/catalogue/runs/preview-answers.ts'
import { previewQuery } from '../../../api/runs.ts'

const PAUSE_MILLISECONDS = 250

/** What the recipe would do, as far as it is known. */
export interface Preview {
  /** Of the newest text that was answered. */
  readonly answer: PreviewAnswer | undefined
  /** The newest figures that there are. */
  readonly result: PreviewResult | null
  /** Whether the figures belong to an older text. */
  readonly isOld: boolean
  readonly isCounting: boolean
  /** Whether the answer belongs to the text as it stands. */
  readonly isNew: boolean
  readonly isExact: boolean
  readonly fault: unknown
  readonly countAll: () => void
  readonly retry: () => void
}

/** Tries the text after a short pause. While it counts, and where a text cannot be tried, the older figures stay. */
export function usePreview({ publisher, slug, text }: { readonly publisher: string; readonly slug: string; readonly text: string }): Preview {
  const asked = usePaused(text)
  const [exactFor, setExactFor] = useState<string | null>(null)
  const isExact = exactFor === asked
  const query = useQuery({ ...previewQuery(publisher, slug, asked, isExact), placeholderData: keepPreviousData })
  const [kept, setKept] = useState<PreviewResult | null>(null)
  const isNew = asked === text && !query.isPlaceholderData && query.data !== undefined
  const newest = query.data?.result ?? null
  if (newest !== null && newest !== kept) setKept(newest)
  const isCounting = query.isFetching || asked !== text
  return {
    answer: query.data, result: newest ?? kept, isOld: isCounting || newest === null, isCounting, isNew, isExact: isExact && isNew,
    fault: query.isFetching ? null : query.error, countAll: () => setExactFor(text), retry: () => void query.refetch(),
  }
}

function usePaused(text: string): string {
  const [paused, setPaused] = useState(text)
  useEffect(() => {
    const timer = setTimeout(() => setPaused(text), PAUSE_MILLISECONDS)
    return () => clearTimeout(timer)
  }, [text])
  return paused
}
