import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { brotliCompressSync, constants } from 'node:zlib'
import react from '@vitejs/plugin-react'
import type { Plugin } from 'vite'
import { defineConfig } from 'vitest/config'

/** The server to develop against: `dotnet run --project src/Host` listens there. */
const server = process.env.YUANLIU_SERVER ?? 'http://localhost:5080'

/** Lays a Brotli twin beside every asset, so that the host sends small files without squeezing them anew. */
function squeeze(): Plugin {
  return {
    name: 'squeeze',
    apply: 'build',
    closeBundle() {
      const folder = new URL('./dist/assets/', import.meta.url)
      for (const name of readdirSync(folder).filter((n) => /\.(js|css|svg)$/.test(n))) {
        const file = new URL(name, folder)
        writeFileSync(`${file.pathname}.br`, brotliCompressSync(readFileSync(file), { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }))
      }
    },
  }
}

export default defineConfig({
  plugins: [react(), squeeze()],
  resolve: { alias: { '~': new URL('./src', import.meta.url).pathname } },
  build: {
    target: 'es2022',
    // The content security policy allows no data: fonts or scripts, so nothing is inlined.
    assetsInlineLimit: 0,
    // The editor's chunk is large and loads only on its own page; `npm run size` guards the public ones.
    chunkSizeWarningLimit: 4000,
    manifest: true,
  },
  server: { proxy: { '/api': server, '/log/': server, '/openapi': server } },
  test: { environment: 'node', include: ['src/**/*.test.ts'] },
})
