import type { DatasetName } from '../datasets/find-dataset.ts'
import type { VersionAddress } from './find-version.ts'

/** The identifier of all versions of a data set together, such as `10.12345/city.discharges`; null without a prefix. */
export function datasetDoi({ publisher, slug }: DatasetName, prefix: string | null): string | null {
  return prefix === null ? null : `${prefix}/${publisher}.${slug}`
}

/** The identifier of one version, such as `10.12345/city.discharges.v1.0.0`; null without a prefix. */
export function versionDoi({ publisher, slug, version }: VersionAddress, prefix: string | null): string | null {
  return prefix === null ? null : `${prefix}/${publisher}.${slug}.v${version}`
}
