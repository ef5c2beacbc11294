interface Size {
  width: number
  height: number
}

/** Two taps bring a picture closer by this at least. */
const LEAST = 2

/** How large a picture is drawn where there is so much room: all of it, and never larger than it is. */
export function fitted({ width, height }: Size, room: Size): Size {
  const scale = Math.min(1, room.width / width, room.height / height)
  return { width: width * scale, height: height * scale }
}

/** How much closer two taps bring a picture: until it fills the screen, so that a long one can be read. */
export function closer(picture: Size, room: Size): number {
  const { width, height } = fitted(picture, room)
  return Math.max(LEAST, room.width / width, room.height / height)
}
