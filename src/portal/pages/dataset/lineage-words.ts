import { plural } from '@lingui/core/macro'
import { useLingui } from '@lingui/react/macro'
import type { LineageNode } from '#dam/catalogue/lineage/lineage-answers.ts'
import { writeBytes, writeInstant, writeNumber, writeSeconds } from '../../words/write-numbers.ts'

/** What is told of one step. */
export interface StepWords {
  readonly title: string
  /** The one number that matters most. */
  readonly under: string
  readonly method: string
  readonly facts: readonly { readonly name: string; readonly value: string; readonly isCode?: boolean }[]
}

/** The words for each step of a lineage, in the language of the page. */
export function useLineageWords(): (node: LineageNode) => StepWords {
  const { t, i18n } = useLingui()
  const number = (value: number) => writeNumber(value, i18n.locale)
  const rows = (value: number) => t`${number(value)} ${plural(value, { one: 'row', other: 'rows' })}`
  const uses: Record<NonNullable<LineageNode['use']>, string> = { dataset: t`Data set`, model: t`Model`, paper: t`Paper`, service: t`Service` }
  const acts = new Map<string | null, readonly [title: string, method: string]>([
    ['collect', [t`Read in`, t`The files are read into one table; every value stays as it was delivered.`]],
    ['profile', [t`Described`, t`Every column is described; quality rules and the plan are counted.`]],
    ['deidentify', [t`Made anonymous`, t`What leads to a person is left out, replaced or made coarser, as the recipe says.`]],
    ['verify', [t`Counted again`, t`A program that shares no code with the one before counts every promise again from the files.`]],
  ])
  const headOf = (node: LineageNode): Omit<StepWords, 'facts'> => {
    const { kind, name, bytes, rowsIn, rowsOut } = node
    const size = rowsOut === null ? (bytes === null ? '' : writeBytes(bytes, i18n.locale)) : rows(rowsOut)
    if (kind === 'source') return { title: t`Delivered file ${name ?? ''}`, under: size, method: t`As it was handed over; it never leaves the publisher.` }
    if (kind === 'recipe') return { title: t`The recipe`, under: size, method: t`Says column by column what is to be done; it lies in the release.` }
    if (kind === 'release') return { title: t`Version ${name ?? ''}`, under: size, method: t`What everyone gets: rows, reports, card, seal.` }
    if (kind === 'earlier') return { title: t`Version ${name ?? ''}`, under: t`the one before`, method: t`This version takes its place.` }
    if (kind === 'use') return { title: name ?? '', under: node.use === null ? '' : uses[node.use], method: t`Told of by whoever made it, confirmed by the publisher.` }
    const [title, method] = acts.get(node.act) ?? [node.act ?? '', '']
    const counted = rowsOut === null && rowsIn !== null ? rows(rowsIn) : size
    return { title, under: rowsIn !== null && rowsOut !== null && rowsIn !== rowsOut ? t`${number(rowsIn)} to ${number(rowsOut)} rows` : counted, method }
  }
  return (node) => ({ ...headOf(node), facts: factsOf(node) })

  function factsOf({ kind, sha256, bytes, rowsIn, rowsOut, startedAt, endedAt, program, url }: LineageNode): StepWords['facts'] {
    return [
      ...(rowsIn === null ? [] : [{ name: t`Rows in`, value: number(rowsIn) }]),
      ...(rowsOut === null ? [] : [{ name: t`Rows out`, value: number(rowsOut) }]),
      ...(bytes === null ? [] : [{ name: t`Size`, value: writeBytes(bytes, i18n.locale) }]),
      ...(endedAt === null ? [] : [{ name: t`When`, value: writeInstant(endedAt, i18n.locale) }]),
      ...(startedAt === null || endedAt === null ? [] : [{ name: t`Took`, value: writeSeconds((Date.parse(endedAt) - Date.parse(startedAt)) / 1000, i18n.locale) }]),
      ...(program === null ? [] : [{ name: t`Program`, value: program, isCode: true }]),
      ...(sha256 === null ? [] : [{ name: kind === 'release' || kind === 'earlier' ? t`SHA-256 of the manifest` : 'SHA-256', value: sha256, isCode: true }]),
      ...(url === null ? [] : [{ name: t`Address`, value: url, isCode: true }]),
    ]
  }
}
