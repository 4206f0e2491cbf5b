import { expect, test } from 'vitest'
import { recipeJsonSchema } from './recipe-json-schema.ts'

test('recipeJsonSchema() describes a recipe as it is written', () => {
  const schema = recipeJsonSchema()
  expect(schema).toMatchObject({ $schema: 'https://json-schema.org/draft/2020-12/schema', title: 'datadam recipe', type: 'object', additionalProperties: false })
  // What has a default may be left out.
  expect(schema).toMatchObject({ required: ['datadam', 'dataset', 'source', 'columns', 'release'], properties: { release: { required: ['version'] } } })
  expect(schema).toMatchObject({ properties: { columns: { additionalProperties: { properties: { role: { enum: ['identifier', 'quasi-identifier', 'sensitive', 'text', 'plain'] } } } } } })
})

test('recipeJsonSchema() resolves all its references within itself, and is JSON', () => {
  const schema = recipeJsonSchema()
  const text = JSON.stringify(schema)
  const defined = typeof schema['$defs'] === 'object' && schema['$defs'] !== null ? Object.keys(schema['$defs']) : []
  for (const [, name] of text.matchAll(/"\$ref":"#\/\$defs\/([^"]+)"/g)) expect(defined).toContain(name)
  expect(text).not.toMatch(/"\$ref":"(?!#\/\$defs\/)/)
  expect(JSON.parse(text)).toEqual(schema)
})

test('recipeJsonSchema() describes every key of every section', () => {
  const bare: string[] = []
  const walk = (schema: unknown, path: string) => {
    if (typeof schema !== 'object' || schema === null) return
    if ('properties' in schema && typeof schema.properties === 'object' && schema.properties !== null) {
      for (const [key, inner] of Object.entries(schema.properties)) {
        if (typeof inner === 'object' && inner !== null && !('description' in inner)) bare.push(`${path}.${key}`)
        walk(inner, `${path}.${key}`)
      }
    }
    if ('additionalProperties' in schema) walk(schema.additionalProperties, `${path}.*`)
  }
  walk(recipeJsonSchema(), '')
  expect(bare).toEqual([])
})
