import { useLingui } from '@lingui/react/macro'

/** Words of the recipe's language as people say them; a word that is not known here stands as it is. */
export function useDesignerWords() {
  const { t } = useLingui()
  const roles: Record<string, string> = { identifier: t`Names a person`, 'quasi-identifier': t`Names a person together with others`, sensitive: t`Sensitive`, text: t`Free text`, plain: t`Plain` }
  const because: Record<string, string> = {
    identifier: t`It leads to one person by itself, as a name or a number does.`, 'quasi-identifier': t`Together with other columns it may lead to one person, as age and postcode do.`,
    sensitive: t`Nobody must learn it about a person.`, text: t`People write into it what they like, names too.`, plain: t`None of these: it says nothing about a person that others could use.`,
  }
  const techniques: Record<string, string> = {
    keep: t`Keep as it is`, drop: t`Leave out`, pseudonym: t`Pseudonym`, hash: t`Hash`, tokenise: t`Short token`, generalise: t`Group as far as needed`, shuffle: t`Shuffle among the rows`,
    mask: t`Mask characters`, 'top-code': t`Cap what is above`, 'bottom-code': t`Cap what is below`, round: t`Round`, noise: t`Add noise`, microaggregate: t`Average with neighbours`,
  }
  const kinds: Record<string, string> = { none: t`The value, then *`, intervals: t`Intervals`, prefix: t`First characters`, date: t`Dates`, tree: t`Tree of names`, frequency: t`Frequent values`, file: t`From a file` }
  const dates: Record<string, string> = { day: t`Day`, month: t`Month`, quarter: t`Quarter`, year: t`Year`, '2-years': t`2 years`, '5-years': t`5 years`, '10-years': t`10 years`, '20-years': t`20 years` }
  const models: Record<string, string> = { 'k-anonymity': t`k-anonymity`, 'l-diversity': t`l-diversity`, 't-closeness': t`t-closeness`, 'delta-presence': t`δ-presence`, 'average-risk': t`Average risk`, 'sample-uniques': t`Nobody alone` }
  const types: Record<string, string> = { text: t`Text`, integer: t`Whole number`, decimal: t`Number`, boolean: t`Yes or no`, date: t`Date`, timestamp: t`Date and time`, time: t`Time` }
  return { roles, because, techniques, kinds, dates, models, types }
}

/** Words of the promise's settings. */
export function usePrivacyWords() {
  const { t } = useLingui()
  const because: Record<string, string> = {
    'k-anonymity': t`Every combination is shared by at least so many.`, 'l-diversity': t`Whoever finds the group of a person still does not learn the sensitive value.`,
    't-closeness': t`The sensitive values of every group are spread as in the whole table.`, 'delta-presence': t`Nobody can tell whether a person of the delivery is in the sample.`,
    'average-risk': t`The chance of finding a person's row, on average over all rows.`, 'sample-uniques': t`No released row is alone with its combination.`,
  }
  const recodings: Record<string, string> = { '': t`As the access asks`, global: t`One level for each column`, 'strict-local': t`Each group has its own levels`, 'free-local': t`Each group its own, with groups for what is left over` }
  const metrics: Record<string, string> = { '': t`Loss`, aecs: t`Size of the groups`, discernibility: t`Discernibility`, precision: t`Precision`, entropy: t`Entropy` }
  const kinds: Record<string, string> = { distinct: t`Different values`, entropy: t`By entropy`, recursive: t`None too frequent`, equal: t`All as far apart`, ordered: t`By their order`, hierarchical: t`By the hierarchy` }
  return { because, recodings, metrics, kinds }
}
