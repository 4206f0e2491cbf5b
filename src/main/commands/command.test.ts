import { expect, test } from 'vitest'
import { textOption } from './command.ts'

test('textOption() gives the text of an option that was given one', () => {
  const options = { out: 'releases', json: true }
  expect([textOption({ files: [], options }, 'out'), textOption({ files: [], options }, 'json'), textOption({ files: [], options }, 'name')]).toEqual(['releases', undefined, undefined])
})
