/** The table of what was sent or fetched for data sets, and what is read beside it. */
export type UploadTables = {
  organisation: { id: string; slug: string }
  dataset: { id: string; publisher_id: string; slug: string }
  upload: {
    id: string; dataset_id: string; name: string; bytes: number | null; received: number; promised_sha256: string | null; sha256: string | null
    state: 'receiving' | 'complete' | 'failed'; fetched_from: string | null; because: string | null
    added_by: string; created_at: Date; completed_at: Date | null
  }
}

/** The largest file that is taken. */
export const MOST_UPLOAD_BYTES = 50 * 2 ** 30

/** What is not whole after so long is given up. */
export const UNFINISHED_KEPT_SECONDS = 7 * 86_400

/** Where an upload's bytes lie in the object store. */
export function uploadKey(uploadId: string): string {
  return `uploads/${uploadId}/file`
}
