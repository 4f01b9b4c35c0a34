import { OpenAPIGenerator } from '@orpc/openapi'
import { ZodToJsonSchemaConverter } from '@orpc/zod/zod4'
import { everyProcedure, type Procedures } from '../procedure.ts'
import { routerOf, workspaceHeader } from './server.ts'

type Operation = { operationId?: string; parameters?: object[]; [extension: `x-${string}`]: unknown }

/** The OpenAPI 3.1 document of a tree: what is served at `/api/openapi.json` and committed as `openapi.json`. */
export async function openApiOf(api: Procedures, version: string): Promise<object> {
  const generator = new OpenAPIGenerator({ schemaConverters: [new ZodToJsonSchemaConverter()] })
  const document = await generator.generate(routerOf(api), {
    info: {
      title: 'Leitstand',
      version,
      description: 'The control room of online marketing. Errors are problem details (RFC 9457).',
    },
    servers: [{ url: '/api' }],
    customErrorResponseBodySchema: () => problemSchema,
  })
  const declared = new Map([...everyProcedure(api)].map(({ name, procedure }) => [name, procedure]))
  for (const methods of Object.values(document.paths ?? {}))
    for (const operation of Object.values(methods ?? {}) as Operation[]) {
      const procedure = declared.get(operation.operationId ?? '')
      if (!procedure) continue
      operation['x-allow'] = procedure.allow
      if (procedure.scope === 'workspace')
        operation.parameters = [workspaceParameter, ...(operation.parameters ?? [])]
    }
  return document
}

const workspaceParameter = {
  name: workspaceHeader,
  in: 'header',
  required: false,
  description: 'Id or short name of the workspace. Guests need none: their link names it.',
  schema: { type: 'string' },
}

const problemSchema = {
  type: 'object' as const,
  required: ['type', 'title', 'status', 'code', 'params', 'fields', 'requestId'],
  properties: {
    type: { type: 'string' as const },
    title: { type: 'string' as const },
    status: { type: 'integer' as const },
    code: { type: 'string' as const },
    params: { type: 'object' as const },
    fields: { type: 'array' as const, items: { type: 'object' as const } },
    requestId: { type: 'string' as const },
  },
}

/** The address of every operation, for the typed client: `{ 'plan.piece.list': 'GET /pieces' }`. */
export function operationsOf(api: Procedures): Record<string, string> {
  return Object.fromEntries(
    [...everyProcedure(api)].map(({ name, procedure }) => [name, `${procedure.method} ${procedure.path}`]),
  )
}
