import manifest from '../../package.json' with { type: 'json' }
import { api } from '../api.ts'
import { openApiOf } from '../kernel/rpc/openapi.ts'

/** `leitstand openapi`: the description of the API, as it is served at /api/openapi.json. */
export async function printOpenApi(): Promise<void> {
  process.stdout.write(`${JSON.stringify(await openApiOf(api, manifest.version), null, 2)}\n`)
}
