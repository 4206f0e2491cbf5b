import { createTheme, type MantineColorsTuple } from '@mantine/core'

// KRDS's steps 5 to 90, light to dark; Mantine counts them 0 to 9.
const primary: MantineColorsTuple = ['#ecf2fe', '#d8e5fd', '#b1cefb', '#86aff9', '#4c87f6', '#256ef4', '#0b50d0', '#083891', '#052561', '#03163a']
const gray: MantineColorsTuple = ['#f4f5f6', '#e6e8ea', '#cdd1d5', '#b1b8be', '#8a949e', '#6d7882', '#58616a', '#464c53', '#33363d', '#1e2124']
// Text first, ground last, as Mantine reads its dark theme.
const dark: MantineColorsTuple = ['#e6e8ea', '#b1b8be', '#8a949e', '#6d7882', '#464c53', '#33363d', '#1e2124', '#131416', '#0e0f10', '#0a0b0c']
const red: MantineColorsTuple = ['#fdefec', '#fcdfd9', '#f7afa1', '#f48771', '#f05f42', '#de3412', '#bd2c0f', '#8a240f', '#5c180a', '#390d05']

/** KRDS's colours and the measures of the house, for Mantine's controls. */
export const theme = createTheme({
  colors: { primary, gray, dark, red },
  primaryColor: 'primary',
  primaryShade: { light: 5, dark: 5 },
  black: '#1e2124',
  fontFamily: "'Pretendard Variable', Pretendard, 'Noto Sans Arabic', 'Noto Sans CJK KR', system-ui, sans-serif",
  fontFamilyMonospace: "ui-monospace, 'DejaVu Sans Mono', Menlo, monospace",
  fontSizes: { xs: '13px', sm: '15px', md: '17px', lg: '19px', xl: '24px' },
  lineHeights: { xs: '1.5', sm: '1.5', md: '1.5', lg: '1.5', xl: '1.3' },
  spacing: { xs: '8px', sm: '12px', md: '16px', lg: '24px', xl: '32px' },
  radius: { xs: '4px', sm: '6px', md: '6px', lg: '10px', xl: '10px' },
  defaultRadius: 'sm',
  headings: { fontWeight: '700' },
  cursorType: 'pointer',
  respectReducedMotion: true,
})
