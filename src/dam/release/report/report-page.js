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
    for (let fold = part.closest('details'); fold; fold = fold.parentElement.closest('details')) fold.open = true
    part.scrollIntoView()
  }
  // Browsers that do not know ::details-content would print what is folded as it is.
  window.addEventListener('beforeprint', () => {
    for (const fold of document.querySelectorAll('details')) fold.open = true
  })
  window.addEventListener('hashchange', show)
  show()
}
