import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'

/** Address of the server that `vite` hands API calls to while developing. */
const devServer = 'http://127.0.0.1:8787'

export default defineConfig({
  plugins: [react(), precompressed()],
  publicDir: 'src/web/public',
  build: {
    outDir: 'dist/web',
    emptyOutDir: true,
    target: 'es2023',
    // Small files are not put into the text as data: addresses; the policy of the pages stays strict.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 600,
    rolldownOptions: {
      // Our modules do nothing when they are merely loaded, so what a page does not use of a `ui.ts` is left out.
      treeshake: { moduleSideEffects: [{ test: /\/src\/(?!web\/main)[^?]*\.tsx?$/, sideEffects: false }] },
      output: {
        // What every page needs comes in a few files instead of one for each icon.
        codeSplitting: {
          groups: [
            { name: 'react', test: /node_modules\/(react|react-dom|scheduler)\// },
            { name: 'icons', test: /node_modules\/@tabler\// },
            { name: 'base', test: /node_modules\/(zod|@orpc|@tanstack\/(?!.*virtual))/ },
          ],
        },
      },
    },
  },
  server: { proxy: Object.fromEntries(['/api', '/files', '/go', '/t'].map((path) => [path, devServer])) },
})

// The highest quality (11) takes longer than the whole build and saves 7 %; the first start waits for it.
const brotli = { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }

/** Writes a .gz and a .br beside every text file of the build, so that the server never compresses. */
function precompressed(): Plugin {
  let outDir = ''
  return {
    name: 'precompressed',
    apply: 'build',
    configResolved: (config) => {
      outDir = config.build.outDir
    },
    writeBundle: async () => {
      const names = await readdir(outDir, { recursive: true })
      const texts = names.filter((name) => /\.(js|css|svg|html|json)$/.test(name))
      for (const name of texts) {
        const path = join(outDir, name)
        const content = await readFile(path)
        await writeFile(`${path}.gz`, await promisify(gzip)(content, { level: 9 }))
        await writeFile(`${path}.br`, await promisify(brotliCompress)(content, brotli))
      }
    },
  }
}
