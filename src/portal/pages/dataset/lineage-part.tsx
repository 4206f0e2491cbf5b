import { Trans, useLingui } from '@lingui/react/macro'
import { Popover } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { type CSSProperties, useState } from 'react'
import type { LineageAnswer, LineageNode } from '#dam/catalogue/lineage/lineage-answers.ts'
import { lineageQuery } from '../../api/dam.ts'
import { Loaded, Waiting } from '../../ui/loading.tsx'
import { Segments } from '../../ui/segments.tsx'
import { writeNumber } from '../../words/write-numbers.ts'
import { layAcross, layDown, type LineageLayout } from './lay-lineage.ts'
import './lineage.css'
import { type StepWords, useLineageWords } from './lineage-words.ts'

const WIDE = { width: 152, height: 76, along: 40, beside: 16 }
const NARROW = { width: 312, height: 60, along: 24 }

interface VersionName {
  readonly publisher: string
  readonly slug: string
  readonly version: string
}

/** From what a version was made, by which acts, and what was made of it: as a picture, or the same as a table. */
export function LineagePart({ publisher, slug, version }: VersionName) {
  const { t } = useLingui()
  const [shown, setShown] = useState<'picture' | 'table'>('picture')
  const query = useQuery(lineageQuery(publisher, slug, version))
  return (
    <section className="stack">
      <div className="line apart">
        <h2><Trans>Where it comes from</Trans></h2>
        <Segments label={t`Show as`} choices={[{ value: 'picture', label: t`Picture` }, { value: 'table', label: t`Table` }]} chosen={shown} choose={setShown} />
      </div>
      <Loaded query={query} room={<div className="lineage-room"><Waiting /></div>}>
        {(answer) => (
          <>
            <Summary answer={answer} />
            {shown === 'picture' ? <Picture answer={answer} /> : <Table answer={answer} />}
            <p className="small quiet"><Trans>Read from <code>{answer.provenance.path}</code> of the release (PROV-O), which is sealed with it; choose a step to see its facts.</Trans></p>
          </>
        )}
      </Loaded>
    </section>
  )
}

function Summary({ answer: { nodes, moreUses } }: { readonly answer: LineageAnswer }) {
  const { t, i18n } = useLingui()
  const number = (value: number) => writeNumber(value, i18n.locale)
  const files = nodes.filter(({ kind }) => kind === 'source').length
  const uses = nodes.filter(({ kind }) => kind === 'use').length + moreUses
  const rows = nodes.find(({ kind }) => kind === 'release')?.rowsOut ?? 0
  return <p className="readable">{t`Files delivered: ${number(files)}. Rows released: ${number(rows)}. Known uses: ${number(uses)}.`}</p>
}

function Picture({ answer }: { readonly answer: LineageAnswer }) {
  const graph = { ids: answer.nodes.map(({ id }) => id), edges: answer.edges }
  return (
    <>
      <Drawing answer={answer} layout={layAcross(graph, WIDE)} className="wide" />
      <Drawing answer={answer} layout={layDown(graph, NARROW)} className="tall" />
    </>
  )
}

function Drawing({ answer, layout, className }: { readonly answer: LineageAnswer; readonly layout: LineageLayout; readonly className: 'wide' | 'tall' }) {
  const { t } = useLingui()
  const words = useLineageWords()
  const nodes = new Map(answer.nodes.map((node) => [node.id, node]))
  const { width, height, places, lines } = layout
  return (
    <div className={`lineage ${className}`} role="group" aria-label={t`The way from the delivered files to what was made of the release`} style={{ inlineSize: width, blockSize: height }}>
      <svg width={width} height={height} aria-hidden="true">
        <defs><marker id={`tip-${className}`} viewBox="0 0 8 8" refX="8" refY="4" markerWidth="8" markerHeight="8" orient="auto"><path className="tip" d="M0 0 8 4 0 8z" /></marker></defs>
        {lines.map(({ from, to, points }) => <path key={`${from} ${to}`} className="way" d={className === 'wide' ? curveOf(points) : cornersOf(points)} markerEnd={`url(#tip-${className})`} />)}
      </svg>
      {places.map(({ id, x, y, width: inlineSize, height: blockSize }) => {
        const node = nodes.get(id)
        return node && <Step key={id} node={node} words={words(node)} style={{ insetInlineStart: x, insetBlockStart: y, inlineSize, blockSize }} />
      })}
    </div>
  )
}

function Step({ node: { kind, url }, words: { title, under, method, facts }, style }: { readonly node: LineageNode; readonly words: StepWords; readonly style: CSSProperties }) {
  const { t } = useLingui()
  return (
    <Popover width={340} position="bottom" withinPortal trapFocus returnFocus>
      <Popover.Target><button type="button" className={`step ${kind}`} style={style}><span className="name" dir="auto">{title}</span><span className="under">{under}</span></button></Popover.Target>
      <Popover.Dropdown aria-label={t`Facts of this step: ${title}`}>
        <div className="stack tight small" tabIndex={-1} data-autofocus>
          <p><strong dir="auto">{title}</strong></p>
          <p>{method}</p>
          <Facts facts={facts} />
          {url !== null && <p><a href={url} rel="noreferrer nofollow"><Trans>Open it</Trans></a></p>}
        </div>
      </Popover.Dropdown>
    </Popover>
  )
}

function Facts({ facts }: Pick<StepWords, 'facts'>) {
  return <dl className="step-facts">{facts.map(({ name, value, isCode }) => <div key={name}><dt>{name}</dt><dd>{isCode ? <code className="tiny hash">{value}</code> : value}</dd></div>)}</dl>
}

/** The steps in the order of the way, for who does not see the picture or wants to compare the figures. */
function Table({ answer: { nodes, moreUses } }: { readonly answer: LineageAnswer }) {
  const { t, i18n } = useLingui()
  const words = useLineageWords()
  return (
    <>
      <table className="cards">
        <thead><tr><th scope="col"><Trans>Step</Trans></th><th scope="col"><Trans>What happens</Trans></th><th scope="col"><Trans>Facts</Trans></th></tr></thead>
        <tbody>
          {nodes.map((node) => {
            const { title, under, method, facts } = words(node)
            return <tr key={node.id}><td><span><strong dir="auto">{title}</strong><span className="said quiet">{under}</span></span></td><td data-label={t`What happens`}>{method}</td><td><Facts facts={facts} /></td></tr>
          })}
        </tbody>
      </table>
      {moreUses > 0 && <p className="small quiet"><Trans>And {writeNumber(moreUses, i18n.locale)} more uses, in the list below.</Trans></p>}
    </>
  )
}

/** Bends between columns, straight through them. */
function curveOf(points: LineageLayout['lines'][number]['points']): string {
  return points.map(([x, y], place) => {
    const [fromX, fromY] = points[place - 1] ?? [x, y]
    if (place === 0) return `M${x} ${y}`
    return y === fromY ? `L${x} ${y}` : `C${(fromX + x) / 2} ${fromY} ${(fromX + x) / 2} ${y} ${x} ${y}`
  }).join('')
}

function cornersOf(points: LineageLayout['lines'][number]['points']): string {
  return points.map(([x, y], place) => `${place === 0 ? 'M' : 'L'}${x} ${y}`).join('')
}
