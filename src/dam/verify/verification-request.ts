import { z } from 'zod'
import { Table } from '#dam/dataset/table.ts'

/** What only the owner of the delivery has. */
export const Evidence = z.object({
  /** The collected delivery. */
  table: Table,
  /** The vault's rows.parquet: each released row's place in the delivery, in the order of the data files. */
  rows: z.string(),
  /** The given hierarchies as the recipe names them, by column, as absolute paths. */
  hierarchyFiles: z.array(z.object({ column: z.string(), file: z.string() })),
})
export type Evidence = Readonly<z.infer<typeof Evidence>>

/** What is to be verified, and what is at hand to verify it with. */
export const VerificationRequest = z.object({
  /** Folder of the release. */
  release: z.string(),
  evidence: Evidence.optional(),
  /** `not-yet` in quarantine, where the manifest, its signature and the report are written after the verification. */
  seal: z.enum(['expected', 'not-yet']),
  /** The public key that must have signed: base64 of its SPKI DER, or its SHA-256 in hexadecimal. */
  trustedKey: z.string().optional(),
  /** The delivery, collected by someone who holds the source file but not the vault; given hierarchies are read from the release. */
  source: z.object({ table: Table }).optional(),
})
export type VerificationRequest = Readonly<z.infer<typeof VerificationRequest>>

/** Hears which check is being made. Returns at once. */
export type HearProgress = (step: { readonly stage: string; readonly unit?: string; readonly done?: number; readonly total?: number; readonly message?: string }) => void

/** The verifier's own version, written into the report; it moves when a check changes. */
export const VERIFIER = 'datadam-verify 2.1.0'
