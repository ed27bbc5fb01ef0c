// Weighs what a visitor's browser must fetch to show each public page, and fails above the budget.
import { readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'

const scriptBytesMax = 300 * 1024
const manifest = JSON.parse(readFileSync('dist/.vite/manifest.json', 'utf8'))
const routes = readFileSync('src/routes.tsx', 'utf8')

/** Pages above the console's first address in the route table. */
const publicPages = [...routes.slice(0, routes.indexOf("path: '/console'")).matchAll(/path: '([^']+)', lazy: page\(\(\) => import\('\.\/([^']+)'\)/g)]
  .map(([, path, file]) => ({ path, key: `src/${file}.tsx` }))

/** A chunk and everything it imports at once; what it imports later does not count. */
function closure(key, found = new Set()) {
  if (found.has(key)) return found
  found.add(key)
  for (const next of manifest[key].imports ?? []) closure(next, found)
  return found
}

const weigh = (keys) => [...keys].map((k) => manifest[k].file).filter((f) => f.endsWith('.js'))
  .reduce((sum, file) => sum + gzipSync(readFileSync(`dist/${file}`)).length, 0)

if (publicPages.length === 0) throw new Error('No public page found in src/routes.tsx.')
let tooLarge = false
for (const { path, key } of publicPages) {
  const bytes = weigh(closure(key, closure('index.html')))
  tooLarge ||= bytes > scriptBytesMax
  console.log(`${path.padEnd(18)} ${(bytes / 1024).toFixed(1).padStart(7)} KB gzip${bytes > scriptBytesMax ? '  above the budget' : ''}`)
}
console.log(`budget ${scriptBytesMax / 1024} KB of script per public page`)
process.exit(tooLarge ? 1 : 0)
