import react from '@vitejs/plugin-react'
import { defineConfig } from 'vitest/config'

/** The server to develop against: `dotnet run --project src/Host` listens there. */
const server = process.env.YUANLIU_SERVER ?? 'http://localhost:5080'

export default defineConfig({
  plugins: [react()],
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
