import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Refusal } from '#platform/refusal.ts'
import { folderObjectStore } from './folder-object-store.ts'
import type { ObjectStore } from './object-store.ts'
import { s3ObjectStore } from './s3-object-store.ts'
import type { S3Credentials } from './s3-requests.ts'

/**
 * Opens the store at an address: a folder, `file:///folder`, or `s3://bucket/prefix?endpoint=http://host:9000&region=eu-west-1`.
 *
 * Without an endpoint it is Amazon's of the region.
 *
 * @throws {Refusal} `wrong-use` with what would be right
 */
export function openObjectStore(address: string, { credentials }: { credentials?: S3Credentials | undefined } = {}): ObjectStore {
  const folder = folderOf(address)
  if (folder !== undefined) return folderObjectStore(folder)
  const url = URL.canParse(address) ? new URL(address) : undefined
  if (url?.protocol !== 's3:' || url.hostname === '') throw new Refusal('wrong-use', 'The store of files is named by a folder, or as s3://bucket/prefix?endpoint=https://host&region=name')
  if (url.username !== '' || url.password !== '') throw new Refusal('wrong-use', 'The address of the store holds a name or a password; set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY in the environment instead')
  if (!credentials) throw new Refusal('wrong-use', 'The store of files is in S3; set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY in the environment')
  const region = url.searchParams.get('region') ?? 'us-east-1'
  const endpoint = url.searchParams.get('endpoint') ?? `https://s3.${region}.amazonaws.com`
  if (!URL.canParse(endpoint) || !/^https?:$/.test(new URL(endpoint).protocol)) throw new Refusal('wrong-use', 'The endpoint of the store is no address; write endpoint=https://host, or http://host:9000')
  return s3ObjectStore({ endpoint, region, bucket: url.hostname, prefix: decodeURIComponent(url.pathname).replace(/^\/+|\/+$/g, '') }, credentials)
}

/** The folder that an address names; undefined for a store elsewhere. */
export function folderOf(address: string): string | undefined {
  if (address.startsWith('file://')) return fileURLToPath(address)
  return /^[a-z][a-z0-9+.-]+:\/\//i.test(address) ? undefined : resolve(address)
}
