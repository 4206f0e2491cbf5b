// Only for comfort: without it, the choice of language works by CSS, and links to closed entries lead to them closed.
{
  const page = document.documentElement
  const speak = (language) => {
    page.lang = language
    document.title = page.getAttribute('data-title-' + language)
  }
  for (const choice of document.querySelectorAll('input[name=language]')) {
    choice.addEventListener('change', () => speak(choice.value))
    if (choice.checked) speak(choice.value)
  }
  const show = () => {
    const part = location.hash.length > 1 && document.getElementById(location.hash.slice(1))
    if (!part) return
    const choice = document.getElementById('language-' + part.closest('.page').lang)
    choice.checked = true
    speak(choice.value)
    if (part.tagName === 'DETAILS') part.open = true
    part.scrollIntoView()
  }
  window.addEventListener('hashchange', show)
  show()
}
