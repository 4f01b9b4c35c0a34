import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { serveStatic } from '@hono/node-server/serve-static'
import type { Handler } from 'hono'

/** Serves the built single-page app: its files, and its page for every address that is no file. */
export function webApp(directory: string): Handler {
  const files = serveStatic({
    root: directory,
    precompressed: true,
    onFound: (path, context) => {
      // File names below /assets carry a hash of their content.
      context.header(
        'cache-control',
        path.includes('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache',
      )
    },
  })
  return async (context, next) => {
    const found = context.req.path === '/' ? undefined : await files(context, async () => {})
    if (found instanceof Response) return found
    if (/\.[a-z0-9]{2,5}$/i.test(context.req.path)) return next()
    const page = await readFile(join(directory, 'index.html'), 'utf8')
    return context.html(page, 200, { 'cache-control': 'no-cache' })
  }
}
