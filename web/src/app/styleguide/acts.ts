/** How long something that is to be pressed may take to be there, in ms. */
const PATIENCE_MS = 10_000

/** The first that fits, once it is there. */
async function there<E extends Element>(selector: string, fits: (element: E) => boolean): Promise<E> {
  const until = performance.now() + PATIENCE_MS
  for (;;) {
    const found = [...document.querySelectorAll<E>(selector)].find(fits)
    if (found) return found
    if (performance.now() > until) throw new Error(`Nothing to act on: ${selector}`)
    await new Promise(requestAnimationFrame)
  }
}

/** Presses the button with those words. */
export async function press(words: string): Promise<void> {
  const says = (button: HTMLElement) => (button.ariaLabel ?? button.textContent)?.trim() === words
  const button = await there<HTMLElement>('button, [role="switch"]', says)
  button.click()
}

/** Writes into the field of that name or type. */
export async function write(selector: string, words: string): Promise<void> {
  const field = await there<HTMLInputElement | HTMLTextAreaElement>(selector, () => true)
  const { set } = Object.getOwnPropertyDescriptor(Object.getPrototypeOf(field), 'value') ?? {}
  set?.call(field, words) // React listens to the field's own setter
  field.dispatchEvent(new Event('input', { bubbles: true }))
}

/** Shows a component as when it is pointed at, or has the focus. */
export async function focus(selector: string): Promise<void> {
  const element = await there<HTMLElement>(selector, () => true)
  element.focus()
}
