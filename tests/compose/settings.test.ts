import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { ROOT } from '@snug/tools/house'

/** Settings that a house gives to its services, and no owner touches. */
const OF_THE_HOUSE =
  /^(NODE_ENV|HOST|PORT|INTERNAL_PORT|INTERNAL_HOST|\w+_URL|UPLOADS_DIR|WEB_ROOT|PUBLIC_ORIGINS|RATE_LIMITS)$/

const read = (file: string) => readFileSync(`${ROOT}/${file}`, 'utf8')
const example = read('.env.example')
const compose = read('docker-compose.yml')
const overlay = read('deploy/compose.production.yml')

test('every setting of every service can be made in .env', () => {
  for (const file of globSync(['services/*/src/config.ts', 'packages/service-kit/src/config.ts'], { cwd: ROOT })) {
    for (const [, name = ''] of read(file).matchAll(/^ {2}([A-Z][A-Z_]+):/gm)) {
      if (OF_THE_HOUSE.test(name)) continue
      assert.match(compose, new RegExp(`^      ${name}:$|^  ${name}:$`, 'm'), `${name} of ${file}`)
      assert.match(example, new RegExp(`^#${name}=`, 'm'), `${name} of ${file}`)
    }
  }
})

test('.env.example tells of every variable that Compose asks for, and of no other', () => {
  const variables = [...(compose + overlay).matchAll(/\$\{([A-Z_]+)/g)].map(([, name]) => name as string)
  const passedOn = [...compose.matchAll(/^ +([A-Z_]+):$/gm)].map(([, name]) => name as string)
  const told = [...example.matchAll(/^#([A-Z_]+)=/gm)].map(([, name]) => name as string)
  assert.deepEqual(told.toSorted(), [...new Set([...variables, ...passedOn, 'COMPOSE_FILE'])].sort())
})
