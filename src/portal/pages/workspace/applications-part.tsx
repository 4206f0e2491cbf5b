import { Trans } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import type { DatasetAnswer } from '#dam/catalogue/datasets/dataset-answers.ts'
import { accessFormQuery, receivedApplicationsQuery } from '../../api/access.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { Loaded } from '../../ui/loading.tsx'
import { ApplicationCard } from '../access/application-card.tsx'
import { DecideForm } from '../access/decide-form.tsx'

/** Who asked for access, those that wait on top. */
export function ApplicationsPart({ dataset }: { readonly dataset: DatasetAnswer }) {
  const { slug } = dataset
  const publisher = dataset.publisher.slug
  const query = useQuery(receivedApplicationsQuery(publisher, slug))
  const { data: form } = useQuery(accessFormQuery(publisher, slug))
  return (
    <Loaded query={query}>
      {({ items }) => (items.length === 0 ? <EmptyState title={<Trans>Nobody has applied yet</Trans>}><Trans>Applications appear here and under “To do”, with the day until which an answer is due.</Trans></EmptyState> : (
        <div className="stack">
          {items.toSorted((one, other) => Number(other.state === 'waiting') - Number(one.state === 'waiting') || one.due.localeCompare(other.due)).map((application) => (
            <ApplicationCard key={application.id} application={application} form={form}>{application.mayDecide && <DecideForm application={application} longestDays={form?.longestDays ?? 365} />}</ApplicationCard>
          ))}
        </div>
      ))}
    </Loaded>
  )
}
