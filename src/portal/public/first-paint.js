// Runs before anything is drawn, so that neither colours nor direction jump.
(function () {
  var root = document.documentElement
  var kept = function (key) { try { return localStorage.getItem(key) } catch { return null } }
  var scheme = kept('mantine-color-scheme-value')
  if (scheme !== 'light' && scheme !== 'dark') scheme = matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light'
  root.setAttribute('data-mantine-color-scheme', scheme)
  root.setAttribute('data-contrast', kept('datadam-contrast') === 'more' || matchMedia('(prefers-contrast: more)').matches ? 'more' : 'normal')
  var asked = new URLSearchParams(location.search).get('lang')
  var language = [asked, kept('datadam-language'), navigator.language.slice(0, 2)].find(function (one) { return one === 'ko' || one === 'en' || one === 'ar' }) || 'ko'
  root.lang = language
  root.dir = language === 'ar' ? 'rtl' : 'ltr'
})()
