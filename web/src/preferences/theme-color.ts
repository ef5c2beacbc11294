/** The bar of the browser, or of the phone, takes the colour that the page has now. */
export function applyThemeColor(): void {
  const paper = getComputedStyle(document.body).backgroundColor
  for (const meta of document.querySelectorAll<HTMLMetaElement>('meta[name="theme-color"]')) {
    meta.removeAttribute('media') // the two in index.html were for the time before this
    meta.content = paper
  }
}
