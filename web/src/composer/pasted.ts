interface Pasted {
  files: readonly File[]
  /** What was copied as plain text beside them. */
  text: string
}

/**
 * The pictures of a paste. Cells of a table come as text and as a picture of it: they stay text. Only a file that was
 * copied has text which is nothing but its name.
 */
export function picturesPasted({ files, text }: Pasted): File[] {
  const names = new Set(files.map(({ name }) => name))
  const isNames = text.split(/[\r\n]+/).every((line) => !line.trim() || names.has(line.trim()))
  return isNames ? files.filter(({ type }) => type.startsWith('image/')) : []
}
