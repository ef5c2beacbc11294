/** All screens on one page, to be looked through with a thumb on the wheel. */
export function contactSheet(files: readonly string[]): string {
  const figures = files.map(
    (file) =>
      `<figure><a href="${file}"><img src="${file}" loading="lazy" alt=""></a><figcaption>${file}</figcaption></figure>`,
  )
  return `<!doctype html><meta charset="utf-8"><title>Snug, every screen</title>
<style>
  body { font: 14px system-ui; display: flex; flex-wrap: wrap; gap: 16px; background: #888 }
  figure { margin: 0 } img { height: 420px; display: block } figcaption { padding: 4px 0 }
</style>
${figures.join('\n')}
`
}
