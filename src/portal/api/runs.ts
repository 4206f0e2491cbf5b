import { queryOptions } from '@tanstack/react-query'
import type { HierarchyAnswer, HierarchyFile } from '#dam/catalogue/runs/hierarchy-answers.ts'
import type { PreviewAnswer } from '#dam/catalogue/runs/preview-answers.ts'
import type { RecipeAnswer, RunAnswer, UploadAnswer } from '#dam/catalogue/runs/run-answers.ts'
import type { TradeoffAnswer } from '#dam/catalogue/runs/tradeoff-answers.ts'
import { addressOf, ApiProblem, ask, type PageOf } from './request.ts'

const pathOf = (publisher: string, slug: string) => `/datasets/${publisher}/${slug}`

export const uploadsQuery = (publisher: string, slug: string) =>
  queryOptions({ queryKey: ['uploads', publisher, slug], queryFn: ({ signal }) => ask<PageOf<UploadAnswer>>(`${pathOf(publisher, slug)}/uploads`, { signal, query: { limit: 100 } }) })
export const recipeQuery = (publisher: string, slug: string) =>
  queryOptions({ queryKey: ['recipe', publisher, slug], queryFn: ({ signal }) => ask<RecipeAnswer>(`${pathOf(publisher, slug)}/recipe`, { signal }), refetchOnWindowFocus: false })
/** The server drops a question for a newer one of the same person, in another window say; then it is asked again. */
const retry = (times: number, fault: unknown): boolean => times < 5 && fault instanceof ApiProblem && (fault.code === 'cancelled' || fault.status === 0)

/** What a text would do to the uploads. */
export const previewQuery = (publisher: string, slug: string, text: string, exact: boolean) =>
  queryOptions({
    queryKey: ['preview', publisher, slug, text, exact], staleTime: Infinity, gcTime: 60_000, refetchOnWindowFocus: false,
    retry, retryDelay: 500,
    queryFn: ({ signal }) => ask<PreviewAnswer>(`${pathOf(publisher, slug)}/recipe/preview`, { method: 'POST', body: { text, exact }, signal }),
  })
/** The recipe with other numbers for k. */
export const tradeoffQuery = (publisher: string, slug: string, text: string) =>
  queryOptions({
    queryKey: ['tradeoff', publisher, slug, text], staleTime: Infinity, gcTime: 60_000, refetchOnWindowFocus: false, retry, retryDelay: 500,
    queryFn: ({ signal }) => ask<TradeoffAnswer>(`${pathOf(publisher, slug)}/recipe/tradeoff`, { method: 'POST', body: { text }, signal }),
  })
/** The hierarchy that an upload holds. */
export const hierarchyQuery = (publisher: string, slug: string, upload: string) =>
  queryOptions({ queryKey: ['hierarchy', publisher, slug, upload], refetchOnWindowFocus: false, retry: false, queryFn: () => readHierarchy(publisher, slug, { upload }) })
export const runsQuery = (publisher: string, slug: string) =>
  queryOptions({ queryKey: ['runs', publisher, slug], queryFn: ({ signal }) => ask<PageOf<RunAnswer>>(`${pathOf(publisher, slug)}/runs`, { signal }), refetchInterval: 5000 })
export const runQuery = (id: string) => queryOptions({ queryKey: ['run', id], queryFn: ({ signal }) => ask<RunAnswer>(`/runs/${id}`, { signal }) })

export const removeUpload = (id: string) => ask(`/uploads/${id}`, { method: 'DELETE' })
export const importFrom = (publisher: string, slug: string, url: string) => ask<UploadAnswer>(`${pathOf(publisher, slug)}/imports`, { method: 'POST', body: { url } })
/** Saves a recipe over the revision that was seen. @throws {ApiProblem} `conflict` where somebody saved after it */
export const saveRecipe = (publisher: string, slug: string, saved: { readonly text: string; readonly revision: number }) => ask<RecipeAnswer>(`${pathOf(publisher, slug)}/recipe`, { method: 'PUT', body: saved })
export const readHierarchy = (publisher: string, slug: string, file: HierarchyFile) => ask<HierarchyAnswer>(`${pathOf(publisher, slug)}/recipe/hierarchy`, { method: 'POST', body: file })
export const proposeRecipe = (publisher: string, slug: string, uploadIds: readonly string[]) => ask<RecipeAnswer>(`${pathOf(publisher, slug)}/recipe/propose`, { method: 'POST', body: { uploadIds } })
export const startRun = (publisher: string, slug: string) => ask<RunAnswer>(`${pathOf(publisher, slug)}/runs`, { method: 'POST', body: {} })
export const changeRun = (id: string, act: 'cancel' | 'resume') => ask<RunAnswer>(`/runs/${id}/${act}`, { method: 'POST', body: {} })
export const runReportAddress = (id: string) => addressOf(`/runs/${id}/report`)

/** Tells every change of a run until the returned function is called. The browser itself comes back after a break. */
export function watchRun(id: string, tell: (run: RunAnswer) => void): () => void {
  const source = new EventSource(addressOf(`/runs/${id}/progress`), { withCredentials: true })
  source.addEventListener('run', (event) => {
    const run: RunAnswer = JSON.parse(event.data)
    tell(run)
    if (run.state === 'done' || run.state === 'failed' || run.state === 'cancelled') source.close()
  })
  return () => source.close()
}
