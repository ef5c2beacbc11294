import type { Page } from 'playwright-core'

/** A thing on the page as a screen reader meets it. */
export interface Read {
  role: string
  name: string
  level?: number
}

/** All that a screen reader meets on the page, in the order of reading. */
export async function readingOf(page: Page): Promise<Read[]> {
  const session = await page.context().newCDPSession(page)
  const { nodes } = await session.send('Accessibility.getFullAXTree')
  await session.detach()
  const byId = new Map(nodes.map((node) => [node.nodeId, node]))
  const read: Read[] = []
  const walk = (id: string) => {
    const node = byId.get(id)
    if (!node) return
    const level = node.properties?.find(({ name }) => name === 'level')?.value.value
    if (!node.ignored)
      read.push({ role: node.role?.value ?? '', name: node.name?.value ?? '', ...(level ? { level } : {}) })
    for (const child of node.childIds ?? []) walk(child)
  }
  const [root] = nodes
  if (root) walk(root.nodeId)
  return read
}
