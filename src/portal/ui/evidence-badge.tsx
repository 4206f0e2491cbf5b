import { useLingui } from '@lingui/react/macro'
import { Icon, type IconName } from './icon.tsx'

type Evidence = 'passed' | 'failed' | 'stale' | 'missing'

/** How evidence stands: a sign, a word and a colour, in that order of weight. */
export function EvidenceBadge({ state, children }: { readonly state: Evidence; readonly children?: string }) {
  const { t } = useLingui()
  const words: Record<Evidence, string> = { passed: t`Verified`, failed: t`Failed`, stale: t`Out of date`, missing: t`Not checked` }
  const tones: Record<Evidence, readonly [string, IconName]> = { passed: ['good', 'check'], failed: ['bad', 'cross'], stale: ['warn', 'clock'], missing: ['', 'dash'] }
  const [tone, icon] = tones[state]
  return <Badge tone={tone} icon={icon}>{children ?? words[state]}</Badge>
}

export function Badge({ tone = '', icon, children }: { readonly tone?: string; readonly icon?: IconName; readonly children: string }) {
  return <span className={`badge ${tone}`}>{icon && <Icon name={icon} />}{children}</span>
}
