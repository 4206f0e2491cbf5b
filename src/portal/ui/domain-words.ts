import { useLingui } from '@lingui/react/macro'

/** The domains that a data set may stand in, after the European vocabulary of data themes. */
export function useDomainWords(): Readonly<Record<string, string>> {
  const { t } = useLingui()
  return {
    health: t`Health`, employment: t`Work and employment`, justice: t`Justice and safety`, education: t`Education and culture`, transport: t`Traffic`, environment: t`Environment`,
    economy: t`Economy and finance`, population: t`Population and society`, government: t`Government`, energy: t`Energy`, agriculture: t`Farming and food`, science: t`Science`,
  }
}
