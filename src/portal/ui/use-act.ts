import { useMutation, useQueryClient } from '@tanstack/react-query'

interface Act<Request> {
  readonly run: (request: Request) => void
  readonly isBusy: boolean
  readonly isDone: boolean
  /** What went wrong last, or null. */
  readonly fault: unknown
}

/** Something a person does here. What the page shows is asked for anew when it is done. */
export function useAct<Request, Answer>(act: (request: Request) => Promise<Answer>, then?: (answer: Answer, request: Request) => void): Act<Request> {
  const client = useQueryClient()
  const { mutate, isPending, isSuccess, error } = useMutation({
    mutationFn: act,
    onSuccess: async (answer, request) => {
      await client.invalidateQueries()
      then?.(answer, request)
    },
  })
  return { run: (request) => mutate(request), isBusy: isPending, isDone: isSuccess, fault: error }
}
