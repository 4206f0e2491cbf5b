const SHAPES = {
  check: 'M3 8.500 6.500 12 13 4.500',
  cross: 'M4 4l8 8M12 4l-8 8',
  clock: 'M8 4v4l3 2M8 1.500a6.500 6.500 0 1 0 0 13 6.500 6.500 0 0 0 0-13',
  dash: 'M3 8h10',
  warn: 'M8 2 1.500 14h13zM8 6.500v3.500M8 11.800v.4',
  down: 'M4 6l4 4 4-4',
  file: 'M4 1.500h5L12.500 5v9.500h-8.500zM9 1.500V5h3.500',
  bell: 'M4 11V7a4 4 0 0 1 8 0v4l1.500 1.500h-11zM6.500 14.500h3',
  key: 'M5.500 6a4.500 4.500 0 1 1 2.400 4L6.500 11.400H5V13H3.500v1.500h-2V12L6 7.600A4.500 4.500 0 0 1 5.500 6M11 5v.2',
  sun: 'M8 5a3 3 0 1 0 0 6 3 3 0 0 0 0-6M8 .8v1.700M8 13.500v1.700M.8 8h1.700M13.500 8h1.700M2.900 2.900l1.200 1.200M11.900 11.900l1.200 1.200M2.900 13.100l1.200-1.200M11.900 4.100l1.200-1.200',
  undo: 'M6 3.500 2.500 7 6 10.500M2.500 7h7a4 4 0 0 1 0 8H8',
  redo: 'M10 3.500 13.500 7 10 10.500M13.500 7h-7a4 4 0 0 0 0 8H8',
  moon: 'M13.500 9.500A6 6 0 0 1 6.500 2.500a6 6 0 1 0 7 7z',
  up: 'M4 10l4-4 4 4',
  funnel: 'M2 3h12L9.500 8.500v4.500l-3-1.500v-3z',
} as const

export type IconName = keyof typeof SHAPES

/** A sign of one line, in the colour of the words beside it; never alone. */
export function Icon({ name, size = 16 }: { readonly name: IconName; readonly size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 16 16" fill="none" stroke="currentColor" strokeWidth="1.800" strokeLinecap="round" strokeLinejoin="round" aria-hidden="true">
      <path d={SHAPES[name]} />
    </svg>
  )
}
