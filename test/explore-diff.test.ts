import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { bytesBelow, datadam, folderWith, visits } from './program.fixture.ts'

const withFairness = (recipe: string) => recipe.replace('quality:', 'fairness: {label: 진단, favourable: A, groups: [성별]}\nquality:')
const made = visits(400)
const files = { ...made, 'recipe.yaml': withFairness(made['recipe.yaml']) }

describe('datadam explore', () => {
  test('tries k and recodings on one reading, as the release of the same recipe comes out', async () => {
    const folder = folderWith(files)
    const explored = await datadam(folder, ['explore', 'recipe.yaml', '--k', '2,5,401', '--json'])
    expect(explored).toMatchObject({ code: 0 })
    const { choices, rows } = JSON.parse(explored.stdout)
    expect(rows).toBe(400)
    expect(choices.map((choice: { recoding: string; k: number }) => `${choice.recoding} ${choice.k}`)).toEqual(['global', 'strict-local', 'free-local'].flatMap((recoding) => [2, 5, 401].map((k) => `${recoding} ${k}`)))
    expect(choices.filter(({ isOwn }: { isOwn: boolean }) => isOwn)).toMatchObject([{ recoding: 'strict-local', k: 5 }])
    expect(choices.filter(({ k }: { k: number }) => k === 401).every((choice: object) => 'because' in choice && !('outcome' in choice))).toBe(true)
    const released = await datadam(folder, ['run', 'recipe.yaml', '--json'])
    expect(released.code).toBe(0)
    const privacy = JSON.parse(readFileSync(join(folder, 'releases/test-city/visits@1.0.0/reports/privacy.json'), 'utf8'))
    const own = choices.find(({ isOwn }: { isOwn: boolean }) => isOwn).outcome
    expect({ suppressed: own.suppressed, classes: own.classes, smallest: own.smallest }).toEqual({ suppressed: privacy.suppressed, classes: privacy.classes, smallest: privacy.smallest })
    expect(own.scores.loss).toBeCloseTo(privacy.scores.loss, 10)
    expect(own.worstGroup.cell).toMatchObject([{ column: '성별' }])
  })

  test('writes a page with pictures that needs nothing else, and nothing beside it', async () => {
    const folder = folderWith(files)
    const { code, stdout } = await datadam(folder, ['explore', 'recipe.yaml', '--k', '2,5', '--recoding', 'global,free-local', '--out', 'choices.html'])
    expect(code).toBe(0)
    expect(stdout).toMatch(/\* +global +2 /)
    const page = readFileSync(join(folder, 'choices.html'), 'utf8')
    expect(page).toContain('<svg')
    expect(page).toContain('<table')
    expect(page).not.toMatch(/(src|href)="http/)
    expect(existsSync(join(folder, 'releases'))).toBe(false)
  })

  test.each([[['--k', '1']], [['--k', 'many']], [['--recoding', 'local']], [['--out', 'recipe.yaml']]])('refuses %j', async (words) => {
    expect(await datadam(folderWith(files), ['explore', 'recipe.yaml', ...words])).toMatchObject({ code: 2, stdout: '' })
  })
})

describe('datadam diff', () => {
  test('compares a release with what a recipe would come to, and writes nothing', async () => {
    const folder = folderWith({ ...files, 'coarse.yaml': files['recipe.yaml'].replace('k-anonymity: 5', 'k-anonymity: 40') })
    expect((await datadam(folder, ['run', 'recipe.yaml', '--quiet'])).code).toBe(0)
    const before = bytesBelow(join(folder, 'releases'))
    const release = 'releases/test-city/visits@1.0.0'
    const same = await datadam(folder, ['diff', release, 'recipe.yaml', '--json'])
    expect(JSON.parse(same.stdout)).toMatchObject({ a: { kind: 'release', given: release }, b: { kind: 'recipe' }, different: 0 })
    const other = await datadam(folder, ['diff', release, 'coarse.yaml'])
    expect(other.code).toBe(0)
    expect(other.stdout).toMatch(/Loss, 0 none, 1 all .* A keeps more/)
    expect(other.stdout).toMatch(/prosecutor, average chance .* B safer/)
    expect(bytesBelow(join(folder, 'releases'))).toEqual(before)
  })

  test.each([[['gone', 'recipe.yaml']], [['visits.csv', 'recipe.yaml']], [['recipe.yaml']], [['home', 'recipe.yaml']]])('refuses %j', async (two) => {
    expect((await datadam(folderWith({ ...files, 'home/x.txt': '' }), ['diff', ...two])).code).toBe(2)
  })
})
