import * as Plot from '@observablehq/plot'
import { parseHTML } from 'linkedom'
import { type Html, trustedMarkup } from './html-text.ts'

/** What a drawing is called: by the element with an id, or in words. */
export type PlotName = { readonly labelId: string } | { readonly label: string }

/**
 * Draws with Observable Plot, without a browser.
 *
 * Only what every drawing shares is set here: the font size at the drawing's own width and its name.
 * Colours are CSS variables, so that the same drawing serves light, dark and print.
 */
export function drawPlot(options: Plot.PlotOptions, name: PlotName): Html {
  const { document } = parseHTML('<!doctype html><html><body></body></html>')
  const drawing = Plot.plot({ ...options, document, className: 'plot', style: { fontSize: '13px' } })
  drawing.querySelector('style')?.remove()
  // The whole is one picture with one label; what Plot calls its parts would only be noise beside it.
  for (const part of drawing.querySelectorAll('[aria-label],[aria-hidden]')) {
    part.removeAttribute('aria-label')
    part.removeAttribute('aria-hidden')
  }
  drawing.setAttribute('role', 'img')
  if ('labelId' in name) drawing.setAttribute('aria-labelledby', name.labelId)
  else drawing.setAttribute('aria-label', name.label)
  drawing.removeAttribute('font-family')
  for (const part of drawing.querySelectorAll('*')) {
    for (const name of GEOMETRY) {
      const value: string | null = part.getAttribute(name)
      if (value !== null) part.setAttribute(name, value.replaceAll(/(\.\d\d)\d+/g, '$1'))
    }
  }
  return trustedMarkup(drawing.outerHTML)
}

/** Attributes that hold pixels. Two decimals of a pixel are enough, and make a drawing a third smaller. */
const GEOMETRY = ['d', 'transform', 'x', 'y', 'x1', 'y1', 'x2', 'y2', 'width', 'height', 'cx', 'cy', 'r'] as const

/** About how wide a text is drawn, in pixels at 13 px: Hangul and other wide letters a whole em, others half. */
export function textWidth(text: string): number {
  return Array.from(text).reduce((width, letter) => width + (/[\u1100-\u11ff\u2e80-\ud7ff\uf900-\ufaff\uff00-\uff60]/.test(letter) ? 12.5 : 7), 0)
}

/** The text, cut so that it is drawn at most this wide; the whole stands in the table beside. */
export function cutText(text: string, widestPixels: number): string {
  if (textWidth(text) <= widestPixels) return text
  const letters = Array.from(text)
  while (letters.length > 1 && textWidth(`${letters.join('')}…`) > widestPixels) letters.pop()
  return `${letters.join('')}…`
}
