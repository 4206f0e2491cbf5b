import { z } from 'zod'

const Name = z.string().min(1)
const Bound = z.union([z.number(), z.string().min(1)], 'write a number, or a date as 2026-01-31')

/** Beside every rule: how many rows must keep it, and whether a failure stops the run. */
const terms = {
  mostly: z.number().min(0).max(1).optional().describe('Share of the rows that must keep the rule; all when left out.'),
  'on-failure': z.enum(['report', 'stop']).optional().describe('report (left out) releases with the failure shown; stop ends the run.'),
}

/** One promise about the data, measured on every run. */
export const QualityRule = z.union([
  z.strictObject({ unique: z.union([Name, z.array(Name).min(1)], 'write a column, or a list of columns'), ...terms }).describe('No value, or combination, occurs twice.'),
  z.strictObject({ 'not-null': z.union([Name, z.array(Name).min(1)], 'write a column, or a list of columns'), ...terms }),
  z.strictObject({ 'in-range': z.strictObject({ column: Name, min: Bound.optional(), max: Bound.optional() }), ...terms }).describe('Numbers or dates between min and max, both included.'),
  z.strictObject({ 'in-set': z.strictObject({ column: Name, values: z.array(z.union([z.string(), z.number(), z.boolean()], 'write a text, a number, true or false')).min(1) }), ...terms }),
  z.strictObject({ matches: z.strictObject({ column: Name, pattern: z.string().min(1) }), ...terms }).describe('The whole value matches the regular expression (RE2).'),
  z.strictObject({ 'foreign-key': z.strictObject({ column: Name, file: z.string().min(1), key: Name }), ...terms }).describe('Every value stands in column `key` of a CSV or Parquet file.'),
  z.strictObject({ 'row-count': z.strictObject({ min: z.int().nonnegative().optional(), max: z.int().nonnegative().optional() }), ...terms }),
  z.strictObject({ freshness: z.strictObject({ column: Name, 'within-days': z.number().positive(), 'as-of': z.iso.date().optional() }), ...terms }).describe('The newest date lies at most this many days before `as-of`, or the release date.'),
  z.strictObject({ 'distribution-distance': z.strictObject({ column: Name, reference: z.string().min(1), 'at-most': z.number().min(0).max(1) }), ...terms }).describe('Total variation distance of the values\' shares to those of the same column in a CSV or Parquet file.'),
], 'write one rule, such as {unique: id}, {not-null: [a, b]}, {in-range: {column: age, min: 0}}, {in-set: …}, {matches: …}, {foreign-key: …}, {row-count: …}, {freshness: …} or {distribution-distance: …}')
export type QualityRule = z.infer<typeof QualityRule>
