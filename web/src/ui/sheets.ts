/** Style sheets that did not come with their part: Vite asks for each but once. */
const lost = new Set<string>()

window.addEventListener('vite:preloadError', ({ payload }) => {
  const [, sheet] = /^Unable to preload CSS for (\S+)$/.exec(payload.message) ?? []
  if (sheet) lost.add(sheet)
})

/** Asks again for what is missing of the looks. @throws when it does not come either */
export async function bringSheets(): Promise<void> {
  await Promise.all([...lost].map(bring))
}

function bring(href: string): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  const link = Object.assign(document.createElement('link'), { rel: 'stylesheet', href })
  link.onload = () => {
    lost.delete(href)
    resolve()
  }
  link.onerror = () => {
    link.remove()
    reject(new Error(`No style sheet ${href}`))
  }
  document.head.append(link)
  return promise
}
