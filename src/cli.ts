import { enableCompileCache } from 'node:module'
import { join } from 'node:path'

// Read and stripped of its types once, a file starts from here the next time: a third of the time and 25 MB less. Where
// the folder is not writable, nothing is kept. It must be set before anything else is loaded.
enableCompileCache(join(import.meta.dirname, '../node_modules/.cache/compiled'))
const { main } = await import('./cli/main.ts')
await main(process.argv.slice(2))
