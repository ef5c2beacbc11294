import { API_PREFIX, MULTIPART_BODY_BYTES, ProblemBody, publicRoutes, type Route, uploadPhotos } from '@snug/contracts'
import { z } from 'zod'

export interface Schema {
  $ref?: string
  type?: string | string[]
  format?: string
  properties?: Record<string, Schema>
  required?: string[]
  items?: Schema
  anyOf?: Schema[]
  enum?: unknown[]
  default?: unknown
}

export interface Parameter {
  name: string
  in: 'path' | 'query'
  required: boolean
  schema: Schema
}

type Content = Record<string, { schema: Schema }>

export interface Operation {
  operationId: string
  summary: string
  tags: string[]
  security?: object[]
  parameters: Parameter[]
  requestBody?: { required: boolean; content: Content }
  responses: Record<string, { description: string; content?: Content }>
}

export interface OpenApi {
  openapi: '3.1.0'
  info: { title: string; version: string; description: string }
  servers: { url: string }[]
  paths: Record<string, Record<string, Operation>>
  components: { schemas: Record<string, Schema>; securitySchemes: object }
}

/** The contracts once more, as OpenAPI 3.1: what is valid, what comes back, and who may ask. */
export function describeApi(version: string): OpenApi {
  const schemas: Record<string, Schema> = {}
  const paths: OpenApi['paths'] = {}
  for (const route of publicRoutes) {
    const path = route.url.replace(/:(\w+)/g, '{$1}')
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: operationOf(route, schemas) }
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Snug',
      version,
      description:
        'Chat and pictures. Failures are problems (RFC 9457); branch on their code. Live news: the socket at /live.',
    },
    servers: [{ url: API_PREFIX }],
    paths,
    components: {
      schemas,
      securitySchemes: { accessToken: { type: 'http', scheme: 'bearer', description: 'From `POST /auth/login`.' } },
    },
  }
}

function operationOf({ config, schema, url }: Route, schemas: Record<string, Schema>): Operation {
  const as = (type: z.ZodType) => schemaOf(type, schemas)
  const responses: Operation['responses'] = {}
  for (const [status, type] of Object.entries(schema.response ?? {}))
    responses[status] = status === '204' ? { description: 'Done.' } : { description: 'Done.', ...json(as(type)) }
  if (config.binary) responses[200] = { description: 'The bytes.', content: { 'image/*': { schema: {} } } }
  responses.default = {
    description: 'A problem.',
    content: { 'application/problem+json': { schema: as(ProblemBody) } },
  }
  return {
    operationId: schema.operationId,
    summary: schema.summary,
    tags: [url.split('/')[1] ?? ''],
    ...(config.access === 'signedIn' && { security: [{ accessToken: [] }] }),
    parameters: [...parametersOf('path', schema.params, as), ...parametersOf('query', schema.querystring, as)],
    ...(schema.body && { requestBody: bodyOf(schema.operationId, schema.body, as) }),
    responses,
  }
}

const json = (schema: Schema) => ({ content: { 'application/json': { schema } } })

function bodyOf(operationId: string, type: z.ZodType, as: (type: z.ZodType) => Schema) {
  const { content } = json(as(type instanceof z.ZodOptional ? (type.unwrap() as z.ZodType) : type))
  const upload = operationId === uploadPhotos.schema.operationId && {
    'multipart/form-data': {
      schema: {
        type: 'object',
        description: `Files and, before each, an optional \`alt\`; ${MULTIPART_BODY_BYTES} bytes at most.`,
        properties: { alt: { type: 'string' }, file: { type: 'string', format: 'binary' } },
      },
    },
  }
  return { required: !type.safeParse(undefined).success, content: { ...content, ...upload } }
}

function parametersOf(place: Parameter['in'], type: z.ZodObject | undefined, as: (type: z.ZodType) => Schema) {
  const { properties = {}, required = [] } = type ? as(type) : {}
  return Object.entries(properties).map(([name, schema]) => ({
    name,
    in: place,
    required: place === 'path' || (required.includes(name) && schema.default === undefined),
    schema,
  }))
}

/** The wire's side of a type. Types with a name go to the components, once. */
function schemaOf(type: z.ZodType, schemas: Record<string, Schema>): Schema {
  const { $schema, $defs, ...schema } = z.toJSONSchema(type, {
    io: 'input',
    unrepresentable: 'any',
    // A format says the same as its pattern, and can be read.
    override: ({ jsonSchema }) => {
      if (jsonSchema.format) delete jsonSchema.pattern
    },
  })
  const { id } = type.meta() ?? {}
  Object.assign(schemas, atHome($defs ?? {}))
  if (!id || schema.$ref) return atHome(schema)
  schemas[id] = atHome(schema)
  return { $ref: `#/components/schemas/${id}` }
}

const atHome = <T>(schema: unknown): T =>
  JSON.parse(
    JSON.stringify(schema)
      .replaceAll('"#/$defs/', '"#/components/schemas/')
      .replaceAll(/,?"id":"\w+"/g, ''),
  )
