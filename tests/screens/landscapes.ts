import sharp from 'sharp'

/** A few hills under a sky, each number other ones: something to look at that is nobody's photo. */
export function landscape(number: number, width = 1600, height = 1200): Promise<Buffer> {
  const hue = (number * 47) % 360
  const hill = (at: number, tone: number) => {
    const top = height * (0.35 + 0.15 * at)
    const swing = height * (0.08 + 0.03 * ((number + at) % 4))
    const bend = width * (0.25 + 0.1 * ((number * (at + 1)) % 5))
    return `<path fill="hsl(${hue + 20 * at} 35% ${tone}%)" d="M0 ${top} C${bend} ${top - 2 * swing} ${width - bend} ${
      top + 2 * swing
    } ${width} ${top - swing} V${height} H0 Z"/>`
  }
  const sun = `<circle cx="${width * (0.2 + 0.06 * (number % 10))}" cy="${height * 0.25}" r="${height * 0.07}" fill="#fff3d6"/>`
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">
    <defs><linearGradient id="sky" x2="0" y2="1">
      <stop stop-color="hsl(${hue + 180} 55% 70%)"/><stop offset="1" stop-color="hsl(${hue + 40} 70% 88%)"/>
    </linearGradient></defs>
    <rect width="100%" height="100%" fill="url(#sky)"/>${sun}${[62, 48, 34, 22].map((tone, at) => hill(at, tone)).join('')}</svg>`
  return sharp(Buffer.from(svg)).jpeg({ quality: 85 }).toBuffer()
}
