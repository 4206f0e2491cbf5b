import { Trans, useLingui } from '@lingui/react/macro'
import { Button } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState, type DragEvent } from 'react'
import { openUploader, type FileProgress, type Uploader } from '../../api/upload-files.ts'
import { Progress } from '../../ui/progress.tsx'
import { writeBytes } from '../../words/write-numbers.ts'

/** Takes files by choosing or dropping them, and shows how far each is. */
export function DropFiles({ publisher, slug }: { readonly publisher: string; readonly slug: string }) {
  const { t } = useLingui()
  const client = useQueryClient()
  const uploader = useRef<Uploader>(null)
  const input = useRef<HTMLInputElement>(null)
  const folder = useRef<HTMLInputElement>(null)
  const [files, setFiles] = useState<readonly FileProgress[]>([])
  const [isOver, setOver] = useState(false)
  useEffect(() => {
    const opened = openUploader(`${publisher}/${slug}`, setFiles, () => void client.invalidateQueries({ queryKey: ['uploads'] }))
    uploader.current = opened
    folder.current?.setAttribute('webkitdirectory', '')
    return opened.close
  }, [publisher, slug, client])
  const take = (list: FileList | null) => uploader.current?.add([...(list ?? [])])
  const drop = (event: DragEvent) => {
    event.preventDefault()
    setOver(false)
    take(event.dataTransfer.files)
  }
  const chooser = { type: 'file', multiple: true, hidden: true } as const
  return (
    <div className="stack">
      <div className={`drop ${isOver ? 'over' : ''}`} onDrop={drop} onDragLeave={() => setOver(false)} onDragOver={(event) => {
        event.preventDefault()
        setOver(true)
      }}>
        <p style={{ marginBlockEnd: 'var(--s3)' }}><Trans>Drop files here, up to 50 GB each. A break in the line, or a closed page, goes on where it stopped.</Trans></p>
        <div className="line" style={{ justifyContent: 'center' }}>
          <Button onClick={() => input.current?.click()}><Trans>Choose files</Trans></Button>
          <Button variant="default" onClick={() => folder.current?.click()}><Trans>Choose a folder</Trans></Button>
        </div>
        <input {...chooser} ref={input} aria-label={t`Files`} onChange={(event) => take(event.currentTarget.files)} />
        <input {...chooser} ref={folder} aria-label={t`Folder`} onChange={(event) => take(event.currentTarget.files)} />
      </div>
      {files.length > 0 && <ul className="rows" aria-live="polite">{files.map((file) => <Sent key={file.id} file={file} retry={() => uploader.current?.retry(file.id)} />)}</ul>}
    </div>
  )
}

function Sent({ file, retry }: { readonly file: FileProgress; readonly retry: () => void }) {
  const { t, i18n } = useLingui()
  return (
    <li>
      <div className="line apart"><strong><bdi>{file.name}</bdi></strong>{file.state === 'sent' ? <span className="diff-add"><Trans>has arrived</Trans></span> : file.state === 'failed' ? <Button size="compact-sm" variant="default" onClick={retry}><Trans>Try again</Trans></Button> : null}</div>
      {file.state !== 'sent' && <Progress label={t`How much of ${file.name} has arrived`} done={file.sent} total={file.bytes} write={(amount) => writeBytes(amount, i18n.locale)} {...(file.state === 'failed' && { tone: 'bad' })} />}
      {file.because !== null && <p className="small" role="alert"><Trans>It was cut off. What has arrived stays; try again.</Trans></p>}
    </li>
  )
}
