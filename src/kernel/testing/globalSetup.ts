import type { TestProject } from 'vitest/node'
import { openTestServer, type TestServer } from './testServer.ts'

declare module 'vitest' {
  interface ProvidedContext {
    testServer: TestServer
  }
}

/** One database server for the whole test run. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const { server, close } = await openTestServer()
  project.provide('testServer', server)
  return close
}
