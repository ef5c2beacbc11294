/** Does the work for every item, for at most `width` of them at the same time. */
export async function atOnce<T>(width: number, items: Iterable<T>, work: (item: T) => Promise<void>): Promise<void> {
  const left = Iterator.from(items)
  const some = async () => {
    for (const item of left) await work(item)
  }
  await Promise.all(Array.from({ length: width }, some))
}
