import type { Plugin } from 'vite'

/** Pictures and faces that exist only in the style guide say so in their ids. */
const SAMPLE = /^\/api\/v1\/(photos\/7{8}-7{4}-4777-8777|avatars\/8{8}-8{4}-4888-8888)-0*(\d+)\//

/** Draws the pictures of the style guide, for the development server: its page asks for them as for any other. */
export function samplePictures(): Plugin {
  return {
    name: 'sample-pictures',
    apply: 'serve',
    configureServer: ({ middlewares }) => {
      middlewares.use((request, response, next) => {
        const [, , number] = SAMPLE.exec(request.url ?? '') ?? []
        if (number === undefined) return next()
        response.setHeader('content-type', 'image/svg+xml').end(lakeAt(Number(number)))
      })
    },
  }
}

/** Hills behind a lake with a boat that rocks, each number in other colours. */
function lakeAt(number: number): string {
  const hue = (number * 47) % 360
  const hills = [62, 48, 34].map((tone, at) => {
    const top = 420 + 130 * at
    return `<path fill="hsl(${hue + 20 * at} 35% ${tone}%)" d="M0 ${top} C400 ${top - 260} 900 ${top + 200} 1600 ${top - 120} V1200 H0 Z"/>`
  })
  return `<svg xmlns="http://www.w3.org/2000/svg" width="1600" height="1200" viewBox="0 0 1600 1200" preserveAspectRatio="xMidYMid slice">
  <rect width="1600" height="1200" fill="hsl(${hue + 180} 50% 80%)"/>
  <circle cx="${300 + 90 * (number % 10)}" cy="260" r="90" fill="#fff3d6"/>${hills.join('')}
  <path fill="#fffaf0" d="M1000 860 h260 l-60 70 h-140 Z"><animateTransform attributeName="transform" type="rotate" values="-3 1130 900;3 1130 900;-3 1130 900" dur="2s" repeatCount="indefinite"/></path>
</svg>`
}
