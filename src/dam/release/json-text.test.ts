import { expect, test } from 'vitest'
import { jsonText } from './json-text.ts'

test('jsonText() writes two spaces and a final newline', () => expect(jsonText({ b: 1, a: [2] })).toBe('{\n  "b": 1,\n  "a": [\n    2\n  ]\n}\n'))
