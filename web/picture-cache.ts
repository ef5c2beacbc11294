interface Updated {
  cacheName: string
  oldResponse?: Response | null | undefined
  newResponse: Response
}

/**
 * Keeps the worker's pictures within 200 MB, the oldest out first. It is told of each picture that was put there. It goes into
 * the worker as text, and so knows nothing of what stands around it here.
 */
export const cacheDidUpdate = async ({ cacheName, oldResponse, newResponse }: Updated): Promise<void> => {
  const MOST_BYTES = 200 * 1024 * 1024
  /** Put out at once, so that it is not looked for what is oldest with each picture. */
  const SPARE_BYTES = MOST_BYTES / 10
  /** How much lies there, in bytes. It lies beside the pictures, and so goes when they are forgotten. */
  const COUNT = '/snug-pictures-bytes'
  const bytesOf = (response?: Response | null) => Number(response?.headers.get('content-length') ?? 0)
  await navigator.locks.request(cacheName, async () => {
    if (!(await caches.has(cacheName))) return // forgotten meanwhile
    const cache = await caches.open(cacheName)
    const before = Number((await (await cache.match(COUNT))?.text()) ?? 0)
    let bytes = before + bytesOf(newResponse) - bytesOf(oldResponse)
    if (bytes > MOST_BYTES) {
      const pictures = (await cache.matchAll()).filter(({ url }) => url) // the oldest first; the count came from nowhere
      bytes = pictures.reduce((sum, picture) => sum + bytesOf(picture), 0)
      for (const picture of pictures) {
        if (bytes <= MOST_BYTES - SPARE_BYTES) break
        bytes -= bytesOf(picture)
        await cache.delete(picture.url)
      }
    }
    await cache.put(COUNT, new Response(String(bytes)))
  })
}
