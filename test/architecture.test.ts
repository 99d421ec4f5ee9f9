/** The one rule of dependencies (ARCHITECTURE.md): a file may import from its own folder and from lower ranks. */
import { readdirSync, readFileSync } from 'node:fs'
import { join, relative, resolve } from 'node:path'
import t from 'tap'

const src = resolve(import.meta.dirname, '../src')
const ranks: Record<string, number> = {
  model: 0,
  store: 1,
  rendering: 1,
  importing: 1,
  checking: 2,
  exporting: 2,
  formats: 2,
  http: 3,
  cli: 4,
}
/** Rooms that get something handed in instead of importing it. */
const forbidden: Record<string, string[]> = {
  http: ['store', 'formats', 'importing', 'checking', 'exporting'],
  formats: ['store', 'importing'],
  checking: ['store'],
  exporting: ['store', 'formats'],
}

const files = readdirSync(src, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts'))
  .map((file) => ({ file, text: readFileSync(join(src, file), 'utf8') }))
const roomOf = (file: string) => (file.includes('/') ? file.split('/')[0]! : 'root')

function imports(file: string, text: string): string[] {
  return [...text.matchAll(/(?:from|import)\s*\(?\s*'(\.[^']+)'/g)].map(([, path]) =>
    relative(src, resolve(src, file, '..', path!)),
  )
}

t.test('no file imports from a room of its own or a higher rank', async (t) => {
  t.ok(files.length > 50, 'the files were found')
  for (const { file, text } of files) {
    const from = roomOf(file)
    for (const target of imports(file, text)) {
      const to = roomOf(target)
      if (from === to) {
        if (from === 'formats') t.fail(`${file} leans on another format, ${target}`)
        continue
      }
      if (to === 'root') continue
      t.ok(ranks[from] !== undefined && ranks[to] !== undefined, `${from} and ${to} have a rank`)
      t.ok(ranks[from]! > ranks[to]!, `${file} imports ${target}`)
      t.notOk(forbidden[from]?.includes(to), `${file} may not know ${to}`)
    }
  }
})

t.test('SQL is in the store, HTTP in its room, the environment in the configuration', async (t) => {
  for (const { file, text } of files) {
    const code = text.replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '')
    const room = roomOf(file)
    if (room !== 'store') {
      t.notMatch(
        code,
        /better-sqlite3|drizzle-orm|\b(?:SELECT|INSERT INTO|UPDATE|DELETE FROM) [\w*(]/,
        `${file} has no SQL`,
      )
    }
    // The connectors ask other servers, all of them through this one file.
    if (room !== 'http' && room !== 'cli' && file !== 'importing/fetch/request.ts')
      t.notMatch(code, /from '(?:@?fastify|node:http)/, `${file} knows no HTTP`)
    if (room !== 'cli') t.notMatch(code, /process\.env/, `${file} does not read the environment`)
  }
})

t.test('files are short enough to read at one sitting', async (t) => {
  for (const { file, text } of files) {
    const lines = text.split('\n').length
    t.ok(lines <= 400, `${file} has ${lines} lines`)
  }
})

t.test('each file opens by saying what it owns', async (t) => {
  for (const { file, text } of files) t.match(text, /^(?:#!.*\n)?\/\*\*/, file)
})
