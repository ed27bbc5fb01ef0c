// Weighs what a visitor's browser must fetch to show a public page, and fails above the budget.
import { readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'

const scriptBytesMax = 300 * 1024
const manifest = JSON.parse(readFileSync('dist/.vite/manifest.json', 'utf8'))

/** A chunk and everything it imports at once; what it imports later does not count. */
function closure(key, found = new Set()) {
  if (found.has(key)) return found
  found.add(key)
  for (const next of manifest[key].imports ?? []) closure(next, found)
  return found
}

const weigh = (keys) => [...keys].map((k) => manifest[k].file).filter((f) => f.endsWith('.js'))
  .reduce((sum, file) => sum + gzipSync(readFileSync(`dist/${file}`)).length, 0)

// Public pages lie in the entry itself; the English wording is the one thing they may fetch besides.
const entry = closure('index.html')
const english = closure('src/locales/en.json')
let tooLarge = false
for (const [name, keys] of [['public pages', entry], ['public pages in English', new Set([...entry, ...english])]]) {
  const bytes = weigh(keys)
  tooLarge ||= bytes > scriptBytesMax
  console.log(`${name.padEnd(24)} ${(bytes / 1024).toFixed(1).padStart(7)} KB gzip${bytes > scriptBytesMax ? '  above the budget' : ''}`)
}
for (const key of entry)
  if (/antd|monaco|echarts|Console/.test(key)) throw new Error(`${key} belongs to the console and must not load with public pages.`)
console.log(`budget ${scriptBytesMax / 1024} KB of script per public page`)
process.exit(tooLarge ? 1 : 0)
