import { stepsOf } from '#dam/recipe/column-steps.ts'
import type { Operation, Recipe, RecipeColumn } from '#dam/recipe/recipe.ts'
import type { Tongue } from './language.ts'

/** The recipe's column of a name, for any name that a file may hold. */
export function recipeColumn({ columns }: Pick<Recipe, 'columns'>, name: string): RecipeColumn | undefined {
  return new Map(Object.entries(columns)).get(name)
}

/** What was done to a column, in words. */
export function treatmentWords(column: RecipeColumn, tongue: Tongue): string {
  return stepsOf(column).map((operation) => operationWords(operation, tongue)).join(tongue.say(', 그다음 ', ', then '))
}

/** What a role means, in a word. */
export function roleWords(role: RecipeColumn['role'], { say }: Tongue): string {
  switch (role) {
    case 'identifier': return say('이름표', 'Identifier')
    case 'quasi-identifier': return say('준식별', 'Quasi-identifier')
    case 'sensitive': return say('민감', 'Sensitive')
    case 'text': return say('글', 'Free text')
    case 'plain': return say('보통', 'Plain')
  }
}

function operationWords(operation: Operation, { say, count }: Tongue): string {
  if (operation === 'keep') return say('그대로 둠', 'Kept as it is')
  if (operation === 'drop') return say('뺌', 'Left out')
  if (operation === 'pseudonym') return say('열쇠로 만든 가명으로 바꿈', 'Replaced by a keyed pseudonym')
  if (operation === 'generalise') return say('더 넓게 묶음', 'Generalised')
  if (operation === 'hash') return say('열쇠로 만든 긴 가명으로 바꿈', 'Replaced by a long keyed pseudonym')
  if (operation === 'tokenise') return say('이 공개본 안에서만 쓰는 번호로 바꿈', 'Replaced by a token of this release alone')
  if (operation === 'shuffle') return say('행끼리 뒤섞음', 'Exchanged among the rows')
  if ('noise' in operation) return say(`잡음을 더함 (${operation.noise.kind}, ε ${operation.noise.epsilon})`, `Noise added (${operation.noise.kind}, ε ${operation.noise.epsilon})`)
  if ('microaggregate' in operation) return say(`가까운 값 ${count(operation.microaggregate)}개 이상씩 평균으로 바꿈`, `Replaced by the mean of at least ${count(operation.microaggregate)} neighbours`)
  if ('mask' in operation) return say('글자를 가림', 'Masked')
  if ('top-code' in operation) return say(`${count(operation['top-code'])}보다 크면 ${count(operation['top-code'])}로`, `Above ${count(operation['top-code'])}: written as that`)
  if ('bottom-code' in operation) return say(`${count(operation['bottom-code'])}보다 작으면 ${count(operation['bottom-code'])}로`, `Below ${count(operation['bottom-code'])}: written as that`)
  if ('round' in operation) return say(`${count(operation.round)} 단위로 반올림`, `Rounded to multiples of ${count(operation.round)}`)
  return say(`${count(operation.generalise)}단계로 묶음`, `Generalised to level ${count(operation.generalise)}`)
}
