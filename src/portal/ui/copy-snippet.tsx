import { Trans } from '@lingui/react/macro'
import { Button } from '@mantine/core'
import { useState } from 'react'

/** A command or a few lines of code, to copy as they stand. */
export function CopySnippet({ text, isProse = false }: { readonly text: string; readonly isProse?: boolean }) {
  const [isCopied, setCopied] = useState(false)
  const copy = async () => {
    await navigator.clipboard.writeText(text)
    setCopied(true)
    setTimeout(() => setCopied(false), 2000)
  }
  return (
    <div className={isProse ? 'snippet prose' : 'snippet'}>
      <pre tabIndex={0}><code>{text}</code></pre>
      <Button size="compact-sm" variant="default" onClick={() => void copy()} aria-live="polite">{isCopied ? <Trans>Copied</Trans> : <Trans>Copy</Trans>}</Button>
    </div>
  )
}
