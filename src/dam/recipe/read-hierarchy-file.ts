import { Refusal } from '#platform/refusal.ts'
import { checkHierarchy } from './check-hierarchy.ts'
import { checkAgainst } from './describe-issues.ts'
import { type HierarchyRows, readHierarchyRows, readTreeRows } from './hierarchy-rows.ts'
import { Hierarchy } from './hierarchy.ts'
import { pathText } from './problem.ts'
import { readYaml } from './read-yaml.ts'

/**
 * The hierarchy that a file holds, by the end of its name: a tree of names in YAML or JSON, or rows in ARX's form.
 *
 * @param file what messages call it
 * @throws {Refusal} `bad-recipe` with the line, row or name that is wrong
 */
export function readHierarchyFile(text: string, file: string): HierarchyRows {
  // What stands where bytes were no UTF-8.
  if (text.includes('\uFFFD')) throw new Refusal('bad-recipe', `The hierarchy file ${file} is not UTF-8; save it as UTF-8`)
  return /\.(?:ya?ml|json)$/i.test(file) ? readTree(text, file) : readHierarchyRows(text, file)
}

function readTree(text: string, file: string): HierarchyRows {
  const { data, problems: [problem] } = readYaml(text.replace(/^\uFEFF/, ''))
  if (problem) throw new Refusal('bad-recipe', `The hierarchy file ${file}, line ${problem.place.line}: ${problem.sentence}`)
  // A whole hierarchy as a recipe writes it, or the tree alone.
  const isWhole = typeof data === 'object' && data !== null && Object.keys(data).join() === 'tree'
  const checked = checkAgainst(Hierarchy, isWhole ? data : { tree: data })
  if ('findings' in checked) throw new Refusal('bad-recipe', `The hierarchy file ${file}: ${checked.findings.slice(0, 3).map(({ path, sentence }) => `${pathText(path)}: ${sentence}`).join(' ')}`)
  checkHierarchy(checked.value, [], (path, sentence) => { throw new Refusal('bad-recipe', `The hierarchy file ${file}: ${pathText(path)}: ${sentence}`) })
  return 'tree' in checked.value ? readTreeRows(checked.value.tree, file) : []
}
