const DATASET = '/datasets/saeron-city/discharges'
const COUNT = encodeURIComponent('select "성별", count(*) as n from data group by all')

/** The ten pages that most people see, on the first example data set. */
export const PAGES: readonly { readonly name: string; readonly path: string }[] = [
  { name: 'home', path: '/' }, { name: 'catalogue', path: '/datasets' }, { name: 'catalogue-searched', path: `/datasets?query=${encodeURIComponent('퇴원을')}` },
  { name: 'look', path: DATASET }, { name: 'ask', path: `${DATASET}?tab=ask&version=1.0.0&sql=${COUNT}` }, { name: 'trust', path: `${DATASET}?tab=trust` }, { name: 'use', path: `${DATASET}?tab=use` },
  { name: 'versions', path: `${DATASET}?tab=versions` }, { name: 'story', path: `${DATASET}?tab=story` }, { name: 'sign-in', path: '/sign-in' },
]
