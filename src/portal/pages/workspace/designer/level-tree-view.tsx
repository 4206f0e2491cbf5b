import { Trans, useLingui } from '@lingui/react/macro'
import type { PreviewValues } from '#dam/catalogue/runs/preview-answers.ts'
import { writeNumber } from '../../../words/write-numbers.ts'
import { type DrawnHierarchy, labelsOf, levelTree, type LevelNode } from './level-tree.ts'
import { TreeView } from './tree-view.tsx'
import type { ShownNode } from './visible-nodes.ts'

interface Levels {
  readonly column: string
  readonly hierarchy: DrawnHierarchy
  readonly values: PreviewValues
  /** The level that is released, where it is one for all rows. */
  readonly level: number | null
}

/** The levels as they cut the values that are there, with the rows under each. */
export function LevelTree({ column, hierarchy, values, level }: Levels) {
  const { t, i18n } = useLingui()
  const tree = levelTree(hierarchy, values.values)
  const example = values.values[0]?.value
  const ranks = new Map(values.values.map(({ value }, rank) => [value, rank]))
  const steps = example === undefined ? [] : [example, ...(labelsOf(hierarchy, example, ranks) ?? []), '*']
  return (
    <div className="tree-frame">
      {steps.length > 0 && <ol className="levels" aria-label={t`One value, level by level`}>{steps.map((label, place) => <li key={place} className={place === level ? 'on' : undefined}><span className="tiny quiet"><Trans>Level {place}</Trans></span><bdi>{label}</bdi>{place === level && <span className="tiny"><Trans>released</Trans></span>}</li>)}</ol>}
      <TreeView label={t`Levels of ${column}`} nodes={[shown(tree, '', level)]} total={tree.count} />
      {values.distinct > values.values.length && <p className="tiny quiet"><Trans>Drawn from the {writeNumber(values.values.length, i18n.locale)} most frequent of {writeNumber(values.distinct, i18n.locale)} values.</Trans></p>}
    </div>
  )
}

function shown(node: LevelNode, above: string, level: number | null): ShownNode {
  const key = `${above}/${node.label}`
  return { key, label: node.label, count: node.count, isMarked: node.level === level, inner: node.inner.map((inner) => shown(inner, key, level)) }
}
