import { encode } from 'uqr'
import { drawModules } from './draw-modules.ts'

/** Whole pixels, so that all modules are of one size. */
const MODULE_PIXELS = 4

/** A QR code, dark on white in any colours of the page: cameras read no other. */
export function QrCode({ text, label }: { readonly text: string; readonly label: string }) {
  // The standard asks for a margin of four modules.
  const { data, size } = encode(text, { ecc: 'M', border: 4 })
  return (
    <svg className="qr-code" width={size * MODULE_PIXELS} height={size * MODULE_PIXELS} role="img" aria-label={label} viewBox={`0 0 ${size} ${size}`} shapeRendering="crispEdges">
      <rect width={size} height={size} fill="#fff" />
      <path d={drawModules(data)} fill="#000" />
    </svg>
  )
}
