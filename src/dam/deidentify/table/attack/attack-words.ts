import type { Attack } from '#dam/dataset/reports.ts'
import type { Bilingual } from '#dam/dataset/fact.ts'
import type { Recoding } from '#dam/recipe/recipe.ts'

/** The rows that an attack was tried on. */
export interface AttackScope {
  readonly recoding: Recoding
  readonly rows: number
  /** All rows outside suppression. */
  readonly of: number
}

type Told = Pick<Attack, 'label' | 'how'>

/** Only the maker of a release has the delivery. */
const WITH_DELIVERY = 'datadam run RECIPE'

/** Says what the subtraction of siblings is. */
export function tellSubtraction(scope: AttackScope): Told {
  return tell({ en: 'Guessing the narrower label by subtraction (downcoding)', ko: '형제 범주를 빼서 더 좁은 범주 알아맞히기(하향 재부호화)' }, {
    en: `For each label that has narrower ones, the narrower one is guessed at random among those that no class${scope.recoding === 'free-local' ? ', or classes together,' : ''} agreeing in the other columns rules out; chance guesses among all of them.`,
    ko: '더 좁은 범주가 있는 칸마다, 다른 열이 같은 동질집합이 배제하지 않은 범주 가운데 하나를 무작위로 고릅니다. 우연은 모든 좁은 범주 가운데 고를 때의 성공률입니다.',
  }, scope, WITH_DELIVERY)
}

/** Says what the refinement by the way of recoding is. */
export function tellRefinement(scope: AttackScope): Told {
  const ways: Record<Recoding, Bilingual> = {
    'free-local': {
      en: 'each class within a wider one was once split off it by a column in which it is narrower, so the columns that explain the most rows are believed, and the narrower labels by which they split are ruled out',
      ko: '더 넓은 동질집합 안에 있는 집합은 더 좁은 열로 나뉘어 나간 것이므로, 가장 많은 행을 설명하는 열을 믿고 그 열이 나눈 좁은 범주를 배제합니다',
    },
    'strict-local': { en: 'at least one narrower label holds fewer rows than the promise asks, which rules none out', ko: '좁은 범주 가운데 적어도 하나는 행 수가 약속보다 적지만, 그것으로는 아무것도 배제되지 않습니다' },
    'global': { en: 'all rows have the same level, which rules none out', ko: '모든 행의 수준이 같아 아무것도 배제되지 않습니다' },
  }
  const way = ways[scope.recoding]
  return tell({ en: 'Guessing the narrower label by how the recoding works (combinatorial refinement)', ko: '재부호화 방식을 알고 더 좁은 범주 알아맞히기(조합 정제)' }, {
    en: `The same guess by somebody who knows the recoding: ${way.en}. Of those left, the one that the release shows most is guessed; chance says the one shown most without ruling any out.`,
    ko: `재부호화 방식을 아는 사람의 같은 추측입니다: ${way.ko}. 남은 범주 가운데 공개본에 가장 많이 나타나는 것을 고릅니다. 우연은 배제 없이 가장 많이 나타나는 것을 고를 때의 성공률입니다.`,
  }, scope, WITH_DELIVERY)
}

/** Says what linkage is. */
export function tellLinkage(scope: AttackScope): Told {
  const isFree = scope.recoding === 'free-local'
  return tell({ en: 'Finding the row of a known person (linkage)', ko: '아는 사람의 행 찾기(연결)' }, {
    en: `Somebody who knows a person's delivered quasi-identifiers picks one of the rows, or persons, of the ${isFree ? 'narrowest class that the person fits' : 'class that the person fits'}; chance picks among all rows.`,
    ko: `어떤 사람의 원본 준식별자를 아는 이가 그 사람에게 맞는 ${isFree ? '가장 좁은 ' : ''}동질집합에서 한 행(또는 한 사람)을 고릅니다. 우연은 모든 행 가운데 고를 때의 성공률입니다.`,
  }, scope, isFree ? WITH_DELIVERY : 'datadam verify RELEASE_DIR')
}

/** Says what inference of a sensitive column is. */
export function tellInference(column: string, scope: AttackScope): Told {
  const narrowest = scope.recoding === 'free-local' ? { en: 'narrowest class that the person fits', ko: '맞는 가장 좁은 동질집합' } : { en: 'class', ko: '동질집합' }
  return tell({ en: `Guessing a known person's ${column} (inference)`, ko: `아는 사람의 ${column} 알아맞히기(추론)` }, {
    en: `The value of ${column} is guessed as the commonest of the person's ${narrowest.en}; chance says the commonest of all released rows, on the same rows.`,
    ko: `그 사람의 ${narrowest.ko}에서 가장 흔한 ${column} 값을 고릅니다. 우연은 같은 행에서 공개된 전체 행의 가장 흔한 값을 말할 때의 성공률입니다.`,
  }, scope, WITH_DELIVERY)
}

function tell(label: Bilingual, method: Bilingual, { rows, of }: AttackScope, recompute: string): Told {
  const on: Bilingual = rows < of
    ? { en: `On ${rows} of ${of} rows outside suppression, drawn by the seed of the release.`, ko: `삭제되지 않은 ${of}행 가운데 공개본의 시드로 뽑은 ${rows}행에서 쟀습니다.` }
    : { en: `On all ${of} rows outside suppression.`, ko: `삭제되지 않은 ${of}행 전체에서 쟀습니다.` }
  return { label, how: { method: { en: `${method.en} ${on.en}`, ko: `${method.ko} ${on.ko}` }, recompute } }
}
