import fc from 'fast-check'
import { expect, test } from 'vitest'
import { beyondChance } from '#dam/dataset/tried-recoding.ts'
import { markFront } from './mark-front.ts'
import { madeChoice, madeTried } from './outcome.fixture.ts'

test('markFront() marks those that no other beats in loss and attack', () => {
  const choices = [{ loss: 0.1, rate: 0.5 }, { loss: 0.2, rate: 0.3 }, { loss: 0.3, rate: 0.3 }, { loss: 0.3, rate: 0.4 }].map((words) => madeChoice({ outcome: madeTried(words) }))
  expect(markFront(choices).map(({ isOnFront }) => isOnFront)).toEqual([true, true, false, false])
})

test('markFront() never marks what cannot be released, and lets it beat nothing', () => {
  const best = madeChoice({ outcome: madeTried({ loss: 0, rate: 0 }), because: 'a group would be hidden' })
  const { outcome: _, ...impossible } = madeChoice({ because: 'k is too high' })
  expect(markFront([best, impossible, madeChoice()]).map(({ isOnFront }) => isOnFront)).toEqual([false, false, true])
})

test('markFront() leaves nobody unbeaten unmarked, and marks nobody beaten, whatever the figures', () => {
  const figure = fc.integer({ min: 0, max: 5 }).map((tenths) => tenths / 10)
  fc.assert(fc.property(fc.array(fc.record({ loss: figure, rate: figure }), { minLength: 1 }), (figures) => {
    const marked = markFront(figures.map((words) => madeChoice({ outcome: madeTried(words) })))
    const priced = figures.map(({ loss, rate }) => ({ loss, attack: beyondChance({ rate, chance: 0.1 }) }))
    marked.forEach(({ isOnFront }, place) => {
      const own = priced[place]
      const isBeaten = priced.some(({ loss, attack }) => own && loss <= own.loss && attack <= own.attack && (loss < own.loss || attack < own.attack))
      expect(isOnFront).toBe(!isBeaten)
    })
  }))
})
