import { Server } from '@tus/server'
import { AsyncLocalStorage } from 'node:async_hooks'
import type { Principal } from '#platform/auth/principal.ts'
import { Refusal } from '#platform/refusal.ts'
import { beginUpload, type UploadActNeeds } from './begin-upload.ts'
import { getUpload } from './find-upload.ts'
import { finishUpload, type FinishNeeds } from './finish-upload.ts'
import { tusStore } from './tus-store.ts'
import { MOST_UPLOAD_BYTES } from './upload-tables.ts'

/** What the door for resumable uploads needs. */
export interface TusNeeds extends UploadActNeeds, FinishNeeds {
  /** Where it stands, such as `/api/v1/uploads`. */
  readonly path: string
  /** Hears of what failed behind an answer that was given already. */
  readonly report: (fault: unknown) => void
}

/** Up to so many bytes, the answer to the last part waits until the file is kept; larger ones are kept after it. */
const KEPT_AT_ONCE_BYTES = 64 * 2 ** 20

/** Answers requests of the protocol tus 1.0.0 for whoever asks. @throws {Refusal} what the acts behind it refuse */
export function openTusDoor(needs: TusNeeds): (request: Request, principal: Principal) => Promise<Response> {
  const { path, newId, receiving, report } = needs
  const asking = new AsyncLocalStorage<{ readonly principal: Principal; refusal?: Refusal }>()
  const principalNow = (): Principal => asking.getStore()?.principal ?? { kind: 'anonymous' }
  const server = new Server({
    path, datastore: tusStore(needs), relativeLocation: true, maxSize: MOST_UPLOAD_BYTES, allowedOrigins: () => false,
    namingFunction: () => newId(),
    async onUploadCreate(_request, { id, size, metadata = {} }) {
      const [publisher = '', slug = '', ...rest] = (metadata['dataset'] ?? '').split('/')
      if (publisher === '' || slug === '' || rest.length > 0) throw new Refusal('bad-input', 'The upload does not say for which data set it is: send the metadata dataset=publisher/data-set')
      const name = metadata['relativePath'] ?? metadata['filename'] ?? metadata['name'] ?? ''
      await receiving.begin(id, size ?? 0)
      await beginUpload({ principal: principalNow(), dataset: { publisher, slug }, id, name, bytes: size, sha256: metadata['sha256'] ?? undefined }, needs)
        .catch(async (fault: unknown) => { await receiving.remove(id); throw fault })
      return {}
    },
    async onIncomingRequest(request, id) {
      // A new one is asked about when it is made.
      if (request.method !== 'POST') await getUpload({ principal: principalNow(), id, permission: 'upload:add' }, { queries: needs.database.queries, isRecused: needs.isRecused })
    },
    async onUploadFinish(_request, { id, size = 0 }) {
      const finished = finishUpload({ id }, needs)
      if (size > KEPT_AT_ONCE_BYTES) {
        finished.catch(report)
        return {}
      }
      const { refused } = await finished
      if (refused !== undefined) throw new Refusal('bad-input', refused)
      return {}
    },
    onResponseError(_request, error) {
      const asked = asking.getStore()
      if (asked && error instanceof Refusal) asked.refusal = error
      else if (error instanceof Error) report(error)
      return error instanceof Error ? { status_code: 500, body: 'The server failed\n' } : error
    },
  })
  return async (request, principal) => {
    const asked: { readonly principal: Principal; refusal?: Refusal } = { principal }
    const answer = await asking.run(asked, () => server.handleWeb(request))
    if (asked.refusal) throw asked.refusal
    return answer
  }
}
