/** Also read by `first-paint.js`, before anything is drawn. */
const KEPT = 'datadam-contrast'
const WISH = '(prefers-contrast: more)'

/** Whether somebody chose high contrast here; the system may wish for it besides. */
export function isContrastChosen(): boolean {
  try {
    return localStorage.getItem(KEPT) === 'more'
  } catch {
    return false
  }
}

/** Keeps the choice for the next visit, and shows it. */
export function chooseContrast(isChosen: boolean): void {
  try {
    if (isChosen) localStorage.setItem(KEPT, 'more')
    else localStorage.removeItem(KEPT)
  } catch {
    // A browser that keeps nothing follows the system the next time.
  }
  showContrast(isChosen)
}

/** Turns with the system while the page is open. */
export function followSystemContrast(): void {
  matchMedia(WISH).addEventListener('change', () => showContrast(isContrastChosen()))
}

function showContrast(isChosen: boolean): void {
  document.documentElement.dataset.contrast = isChosen || matchMedia(WISH).matches ? 'more' : 'normal'
}
