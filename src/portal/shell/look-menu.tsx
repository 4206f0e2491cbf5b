import { Trans, useLingui } from '@lingui/react/macro'
import { Button, Menu, useComputedColorScheme, useDirection, useMantineColorScheme } from '@mantine/core'
import { Icon } from '../ui/icon.tsx'
import { keepLanguage, LANGUAGES, OWN_NAMES, showLanguage, type Language } from '../words/language.ts'

/** Language, and light or dark. */
export function LookMenu() {
  const { t, i18n } = useLingui()
  const { setColorScheme } = useMantineColorScheme()
  const { setDirection } = useDirection()
  const scheme = useComputedColorScheme('light')
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
        {LANGUAGES.map((language) => <Menu.Item key={language} lang={language} onClick={() => void speak(language)} rightSection={language === own ? <Icon name="check" /> : null}>{OWN_NAMES[language]}</Menu.Item>)}
        <Menu.Divider />
        <Menu.Item leftSection={<Icon name={scheme === 'dark' ? 'sun' : 'moon'} />} onClick={() => setColorScheme(scheme === 'dark' ? 'light' : 'dark')}>{scheme === 'dark' ? <Trans>Light colours</Trans> : <Trans>Dark colours</Trans>}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
