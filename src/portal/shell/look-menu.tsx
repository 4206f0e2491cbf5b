import { useLingui } from '@lingui/react/macro'
import { Button, Menu, useDirection, useMantineColorScheme } from '@mantine/core'
import { useState } from 'react'
import { chooseContrast, isContrastChosen } from '../theme/contrast.ts'
import { Icon } from '../ui/icon.tsx'
import { isLanguage, keepLanguage, LANGUAGES, OWN_NAMES, showLanguage, type Language } from '../words/language.ts'

/** Language, and colours: the system's, light, dark, or high contrast on either ground. */
export function LookMenu() {
  const { t, i18n } = useLingui()
  const { setDirection } = useDirection()
  const own = LANGUAGES.find((language) => language === i18n.locale) ?? 'ko'
  const speak = async (language: Language) => {
    keepLanguage(language)
    await showLanguage(language)
    setDirection(language === 'ar' ? 'rtl' : 'ltr')
  }
  return (
    <Menu position="bottom-end" withinPortal>
      <Menu.Target><Button variant="subtle" color="gray" size="sm" px="xs" rightSection={<Icon name="down" />} aria-label={t`Language and colours: ${OWN_NAMES[own]}`}><span style={{ color: 'var(--text-soft)' }}>{OWN_NAMES[own]}</span></Button></Menu.Target>
      <Menu.Dropdown>
        <Menu.RadioGroup value={own} onChange={(chosen) => { if (isLanguage(chosen)) void speak(chosen) }}>
          {LANGUAGES.map((language) => <Menu.RadioItem key={language} value={language} lang={language} closeMenuOnClick checkIcon={<Icon name="check" />}>{OWN_NAMES[language]}</Menu.RadioItem>)}
        </Menu.RadioGroup>
        <Menu.Divider />
        <Colours />
      </Menu.Dropdown>
    </Menu>
  )
}

/** By their words: the scheme that Mantine keeps, and whether high contrast is chosen besides. */
const COLOURS = [
  { value: 'auto', scheme: 'auto', isContrast: false }, { value: 'light', scheme: 'light', isContrast: false }, { value: 'dark', scheme: 'dark', isContrast: false },
  { value: 'contrast-light', scheme: 'light', isContrast: true }, { value: 'contrast-dark', scheme: 'dark', isContrast: true },
] as const

function Colours() {
  const { t } = useLingui()
  // Otherwise Mantine writes a style into the page for a moment, which the policy forbids.
  const { colorScheme, setColorScheme } = useMantineColorScheme({ keepTransitions: true })
  const [isContrast, setContrast] = useState(isContrastChosen)
  const shown = COLOURS.find((one) => one.scheme === colorScheme && one.isContrast === isContrast)
  const words: Record<(typeof COLOURS)[number]['value'], string> = { auto: t`Colours as on my device`, light: t`Light colours`, dark: t`Dark colours`, 'contrast-light': t`High contrast, light`, 'contrast-dark': t`High contrast, dark` }
  const choose = (value: string) => {
    const chosen = COLOURS.find((one) => one.value === value)
    if (!chosen) return
    setColorScheme(chosen.scheme)
    chooseContrast(chosen.isContrast)
    setContrast(chosen.isContrast)
  }
  return (
    <Menu.RadioGroup value={shown?.value ?? ''} onChange={choose}>
      {COLOURS.map(({ value }) => <Menu.RadioItem key={value} value={value} closeMenuOnClick checkIcon={<Icon name="check" />}>{words[value]}</Menu.RadioItem>)}
    </Menu.RadioGroup>
  )
}
