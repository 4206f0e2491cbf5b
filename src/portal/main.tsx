import '@mantine/core/styles/baseline.css'
import '@mantine/core/styles/default-css-variables.css'
import '@mantine/core/styles/global.css'
import './theme/controls.ts'
import 'virtual:mantine-variables.css'
import '@fontsource-variable/noto-sans-arabic'
import 'pretendard/dist/web/variable/pretendardvariable-dynamic-subset.css'
import './theme/tokens.css'
import './theme/contrast.css'
import './theme/ground.css'
import './theme/layout.css'
import './ui/parts.css'
import './ui/plain.css'
import { i18n } from '@lingui/core'
import { I18nProvider } from '@lingui/react'
import { DirectionProvider, MantineProvider } from '@mantine/core'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { ApiProblem } from './api/request.ts'
import { router } from './router.tsx'
import { followSystemContrast } from './theme/contrast.ts'
import { theme } from './theme/theme.ts'
import { languageOfPage, showLanguage } from './words/language.ts'

const client = new QueryClient({
  defaultOptions: { queries: { staleTime: 5000, retry: (times, fault) => times < 2 && fault instanceof ApiProblem && (fault.status === 0 || fault.status >= 500) } },
})

const place = document.querySelector('#portal')
if (place === null) throw new Error('index.html has no element #portal')

await showLanguage(languageOfPage())
followSystemContrast()

createRoot(place).render(
  <StrictMode>
    <I18nProvider i18n={i18n}>
      <DirectionProvider detectDirection>
        {/* Its styles come as files: theme.ts by vite.config.ts, so that no style stands in the page. */}
        <MantineProvider theme={theme} defaultColorScheme="auto" withCssVariables={false} withGlobalClasses={false}>
          <QueryClientProvider client={client}>
            <RouterProvider router={router} />
          </QueryClientProvider>
        </MantineProvider>
      </DirectionProvider>
    </I18nProvider>
  </StrictMode>,
)
