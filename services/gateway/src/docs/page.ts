import { API_PREFIX } from '@snug/contracts'
import type { OpenApi, Operation, Schema } from './openapi.ts'

const ESCAPES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
const safe = (text: string) => text.replace(/[&<>"]/g, (char) => ESCAPES[char] ?? char)

/** The API as one page to read: every operation with what it takes, what it answers and a line to try it with. */
export function apiPage(api: OpenApi, origin: string): string {
  const operations = Object.entries(api.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method: method.toUpperCase(), operation })),
  )
  // To sign up and in comes first, here as in life.
  operations.sort((one, other) => Number(isDoor(other)) - Number(isDoor(one)))
  const groups = Map.groupBy(operations, ({ operation }) => operation.tags[0] ?? '')
  const sections = [...groups].map(
    ([name, some]) =>
      `<section><h2 id="${name}">${name}</h2>${some.map((one) => article({ ...one, api, origin })).join('')}</section>`,
  )
  const links = [...groups.keys()].map((name) => `<a href="#${name}">${name}</a>`)
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${api.info.title} API</title><link rel="stylesheet" href="${API_PREFIX}/docs/style.css"></head>
<body><header><h1>${api.info.title} API</h1><p>${safe(api.info.description)}</p>
<p>The same for machines: <a href="${API_PREFIX}/openapi.json">openapi.json</a></p><nav>${links.join(' ')}</nav></header>
<main>${sections.join('\n')}</main></body></html>`
}

const isDoor = ({ operation }: { operation: Operation }) => operation.tags[0] === 'auth'

interface Entry {
  path: string
  method: string
  operation: Operation
  api: OpenApi
  origin: string
}

function article({ path, method, operation, api, origin }: Entry): string {
  const { operationId, summary, security, parameters, requestBody, responses } = operation
  const body = requestBody?.content['application/json']?.schema
  const answers = Object.entries(responses)
    .filter(([status]) => status !== 'default')
    .map(([status, { content }]) => `<dt>${status}</dt><dd>${shape(Object.values(content ?? {})[0]?.schema, api)}</dd>`)
  const inputs = parameters.map(
    ({ name, in: place, required, schema }) =>
      `<dt>${name}</dt><dd>${safe(typeName(schema))}, in the ${place}${required ? '' : ', optional'}</dd>`,
  )
  return `<article id="${operationId}"><h3><code>${method} ${API_PREFIX}${path}</code></h3>
<p>${safe(summary)}.${security ? ' <em>Signed in.</em>' : ''}</p>
${inputs.length > 0 ? `<dl>${inputs.join('')}</dl>` : ''}
${body ? `<h4>Takes</h4>${shape(body, api)}` : ''}
<h4>Answers</h4><dl>${answers.join('')}</dl>
<pre>${safe(curl({ path, method, operation, api, origin }))}</pre></article>`
}

function shape(schema: Schema | undefined, api: OpenApi): string {
  const { properties, required = [], ...rest } = resolve(schema, api)
  if (!properties) return schema ? `<code>${safe(typeName({ ...rest, ...schema }))}</code>` : 'nothing'
  const fields = Object.entries(properties).map(
    ([name, field]) => `<li><code>${name}${required.includes(name) ? '' : '?'}</code> ${safe(typeName(field))}</li>`,
  )
  return `<ul>${fields.join('')}</ul>`
}

const resolve = (schema: Schema = {}, api: OpenApi): Schema =>
  schema.$ref ? (api.components.schemas[schema.$ref.split('/').at(-1) ?? ''] ?? {}) : schema

function typeName({ $ref, type, format, items, anyOf, enum: values, default: usual }: Schema): string {
  if ($ref) return $ref.split('/').at(-1) ?? ''
  if (items) return `list of ${typeName(items)}`
  const name =
    anyOf?.map(typeName).join(' or ') ?? values?.join(' | ') ?? format ?? [type ?? 'anything'].flat().join(' or ')
  return usual === undefined || usual === '' ? name : `${name}, ${JSON.stringify(usual)} if left out`
}

function curl({ path, method, operation, api, origin }: Entry): string {
  const body = resolve(operation.requestBody?.content['application/json']?.schema, api)
  const { required = [], properties = {} } = body
  const example = Object.fromEntries(required.map((name) => [name, `<${typeName(properties[name] ?? {})}>`]))
  return [
    `curl${method === 'GET' ? '' : ` -X ${method}`} ${origin}${API_PREFIX}${path}`,
    operation.security && '-H "Authorization: Bearer $TOKEN"',
    operation.requestBody && `-H 'content-type: application/json' -d '${JSON.stringify(example)}'`,
  ]
    .filter(Boolean)
    .join(' \\\n  ')
}
