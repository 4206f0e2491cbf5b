/** A licence in the words of each door: a name for people, an address where there is one, and the Hub's own identifier. */
export interface Licence {
  readonly name: string
  /** Undefined for a licence that is known by its name only. */
  readonly url: string | undefined
  /** What the Hugging Face card calls it; `other` for those it has no word for. */
  readonly hubName: string
}

/** SPDX identifiers for which the Hugging Face Hub has a word of its own (hub-docs, "Licenses"). */
const HUB_NAMES: ReadonlyMap<string, string> = new Map([
  'Apache-2.0', 'MIT', 'BSD-2-Clause', 'BSD-3-Clause', 'CC0-1.0',
  'CC-BY-2.0', 'CC-BY-2.5', 'CC-BY-3.0', 'CC-BY-4.0', 'CC-BY-SA-3.0', 'CC-BY-SA-4.0', 'CC-BY-NC-2.0', 'CC-BY-NC-3.0', 'CC-BY-NC-4.0',
  'CC-BY-ND-4.0', 'CC-BY-NC-ND-3.0', 'CC-BY-NC-ND-4.0', 'CC-BY-NC-SA-2.0', 'CC-BY-NC-SA-3.0', 'CC-BY-NC-SA-4.0',
  'CDLA-Sharing-1.0', 'CDLA-Permissive-1.0', 'CDLA-Permissive-2.0', 'GPL-3.0', 'AGPL-3.0', 'LGPL-3.0', 'MPL-2.0', 'EUPL-1.1', 'EUPL-1.2', 'Unlicense',
].map((spdx): [string, string] => [spdx.toLowerCase(), spdx.toLowerCase()]).concat([
  ['pddl-1.0', 'pddl'], ['odc-by-1.0', 'odc-by'], ['odbl-1.0', 'odbl'],
]))

/** What is known of a licence that the recipe names by its SPDX identifier, an address, or a name of its own. */
export function licenceNamed(written: string): Licence {
  const hubName = HUB_NAMES.get(written.toLowerCase()) ?? 'other'
  if (/^https?:\/\//.test(written)) return { name: written, url: written, hubName }
  const creativeCommons = /^CC-(BY(?:-NC)?(?:-SA|-ND)?)-(\d\.\d)$/i.exec(written)
  if (creativeCommons) return { name: written, url: `https://creativecommons.org/licenses/${(creativeCommons[1] ?? '').toLowerCase()}/${creativeCommons[2] ?? ''}/`, hubName }
  if (/^CC0-1\.0$/i.test(written)) return { name: written, url: 'https://creativecommons.org/publicdomain/zero/1.0/', hubName }
  if (hubName !== 'other') return { name: written, url: `https://spdx.org/licenses/${written}.html`, hubName }
  return { name: written, url: undefined, hubName }
}
