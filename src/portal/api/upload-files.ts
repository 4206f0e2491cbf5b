import Uppy from '@uppy/core'
import Tus from '@uppy/tus'

/** How far one file is. */
export interface FileProgress {
  readonly id: string
  readonly name: string
  readonly sent: number
  readonly bytes: number
  readonly state: 'waiting' | 'sending' | 'sent' | 'failed'
  readonly because: string | null
}

/** Sends files piece by piece; a piece that was cut off, and a page that was closed, go on where they stopped. */
export interface Uploader {
  readonly add: (files: readonly File[]) => void
  readonly retry: (id: string) => void
  readonly close: () => void
}

const EIGHT_MEBIBYTES = 8 * 1024 * 1024

/** @param dataset `publisher/slug`; @param tell is given all files whenever one gets on; @param done after each file that arrived whole */
export function openUploader(dataset: string, tell: (files: readonly FileProgress[]) => void, done: () => void): Uploader {
  const uppy = new Uppy<{ dataset: string; filename?: string }>({ autoProceed: true, meta: { dataset } }).use(Tus, {
    endpoint: '/api/v1/uploads', chunkSize: EIGHT_MEBIBYTES, limit: 3, retryDelays: [0, 1000, 3000, 10_000, 30_000], allowedMetaFields: ['dataset', 'filename'],
  })
  const report = () => {
    tell(uppy.getFiles().map((file): FileProgress => {
      const { uploadComplete = false, uploadStarted = null, bytesUploaded = 0 } = file.progress
      const state = file.error ? 'failed' : uploadComplete ? 'sent' : uploadStarted === null ? 'waiting' : 'sending'
      return { id: file.id, name: file.name, sent: uploadComplete ? (file.size ?? 0) : Number(bytesUploaded), bytes: file.size ?? 0, state, because: file.error ?? null }
    }))
  }
  for (const event of ['file-added', 'upload-progress', 'upload-error', 'upload-retry'] as const) uppy.on(event, report)
  uppy.on('upload-success', () => {
    report()
    done()
  })
  return {
    add(files) {
      for (const file of files) {
        try {
          // A file chosen with its folder keeps its place in it.
          const name = file.webkitRelativePath || file.name
          uppy.addFile({ name, type: file.type, data: file, meta: { dataset, filename: name } })
        } catch {
          // Uppy refuses a file that is in the list already, which is what was wanted.
        }
      }
    },
    retry: (id) => void uppy.retryUpload(id),
    close: () => uppy.destroy(),
  }
}
