import { Trans, useLingui } from '@lingui/react/macro'
import type { Fact, Shown } from '#dam/dataset/fact.ts'
import { writeNumber, writeShare } from '../words/write-numbers.ts'
import { Badge } from './evidence-badge.tsx'
import { type CountedRelease, HowComputed } from './how-computed.tsx'
import { Told } from './told.tsx'

const BY_WEIGHT: readonly Fact['verdict'][] = ['failed', 'passed', 'noted', 'not-checked']

/** What was said, what the rule asks and what was counted, side by side; what failed stands first, what had nothing to check last. */
export function FactTable({ facts, release }: { readonly facts: readonly Fact[]; readonly release?: CountedRelease | undefined }) {
  return (
    <table className="facts cards">
      <thead>
        <tr>
          <th scope="col"><Trans>Fact</Trans></th><th scope="col"><Trans>Claim</Trans></th><th scope="col"><Trans>Rule</Trans></th>
          <th scope="col"><Trans>Measured</Trans></th><th scope="col"><Trans>Verdict</Trans></th><th scope="col"><span className="hidden"><Trans>How computed</Trans></span></th>
        </tr>
      </thead>
      <tbody>{facts.toSorted((one, other) => BY_WEIGHT.indexOf(one.verdict) - BY_WEIGHT.indexOf(other.verdict)).map((fact) => <FactRow key={fact.id} fact={fact} release={release} />)}</tbody>
    </table>
  )
}

function FactRow({ fact, release }: { readonly fact: Fact; readonly release: CountedRelease | undefined }) {
  const { t, i18n } = useLingui()
  const write = (shown: Shown) => writeShown(shown, fact.unit, i18n.locale)
  return (
    <tr>
      <td><span><Told words={fact.label} />{fact.because && <span className="quiet small" style={{ display: 'block', fontWeight: 400 }}><Told words={fact.because} /></span>}</span></td>
      <td data-label={t`Claim`}>{write(fact.claim)}</td>
      <td data-label={t`Rule`}>{write(fact.rule)}</td>
      <td data-label={t`Measured`}>{write(fact.measured)}</td>
      <td data-label={t`Verdict`}><Verdict verdict={fact.verdict} /></td>
      <td className="how"><HowComputed how={fact.how} of={fact.label} release={release} /></td>
    </tr>
  )
}

/** Whether a fact holds, in a word with its sign. */
export function Verdict({ verdict }: { readonly verdict: Fact['verdict'] }) {
  const { t } = useLingui()
  if (verdict === 'passed') return <Badge tone="good" icon="check">{t`Kept`}</Badge>
  if (verdict === 'failed') return <Badge tone="bad" icon="cross">{t`Not kept`}</Badge>
  return verdict === 'noted' ? <Badge>{t`Measured only`}</Badge> : <Badge tone="warn" icon="warn">{t`Not checked`}</Badge>
}

/** A number or word of a fact, as its unit asks. */
export function writeShown(shown: Shown, unit: Fact['unit'], language: string): string {
  if (shown === null) return '–'
  if (typeof shown !== 'number') return String(shown)
  return unit === 'share' ? writeShare(shown, language) : writeNumber(shown, language, unit === 'score' ? 4 : 2)
}
