import type { App } from '../../kernel/app.ts'
import { Refusal } from '../../kernel/refusal.ts'
import type { Connector, Connectors } from './port.ts'

const ofApp = new WeakMap<App, Connectors>()

/** Hands the connectors of this build to the slice; called once by `main.ts` (and by tests with their own). */
export function provideConnectors(app: App, connectors: Connectors): void {
  ofApp.set(app, connectors)
}

/** The connectors of the running installation. */
export function connectorsOf(app: App): Connectors {
  return ofApp.get(app) ?? new Map()
}

/** The connector of a kind; refused where this build has none. */
export function connectorOrRefuse(app: App, kind: string): Connector {
  const connector = connectorsOf(app).get(kind)
  if (!connector) throw new Refusal('channel.no_connector', 'invalid')
  return connector
}
