import { Navigate, useParams } from '@tanstack/react-router'

/** The permanent address of a version leads to its data set, turned to that version. */
export function VersionPage() {
  const { publisher, slug, version } = useParams({ from: '/datasets/$publisher/$slug/versions/$version' })
  return <Navigate to="/datasets/$publisher/$slug" params={{ publisher, slug }} search={{ version }} replace />
}
