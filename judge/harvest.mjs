/**
 * A harvester that others wrote (oai-pmh, from npm into the temporary folder) takes all records over resumption tokens,
 * while records are added and changed: `npm run judge:oai`. What was there at the beginning has to come, and what changed
 * has to come as it is now.
 */
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { packages } from '../bench/packages.mjs'
import { openStore } from '../dist/store/open.js'

const count = 1000
const modules = packages(['oai-pmh@2.0.3'])
if (!modules) process.exit(1)
const { OaiPmh } = createRequire(`${modules}/`)('oai-pmh')

const folder = mkdtempSync(join(tmpdir(), 'offprint-harvest-'))
const url = `file:${join(folder, 'offprint.db')}`
const store = openStore(url)
const work = (i, title) => ({ key: `work${i}`, type: 'book', title, issued: String(1990 + (i % 30)) })
await store.save({ publications: Array.from({ length: count }, (_, i) => work(i, `Title ${i}`)) })
const port = 20_000 + (process.pid % 20_000)
const server = spawn(
  process.execPath,
  [fileURLToPath(new URL('../dist/cli/main.js', import.meta.url)), 'serve'],
  {
    env: {
      ...process.env,
      DATABASE_URL: url,
      PORT: String(port),
      ADMIN_PORT: '0',
      SEED_DIR: '',
      LOG_LEVEL: 'silent',
      RATE_LIMIT: '0',
    },
    stdio: 'ignore',
  },
)
const address = `http://localhost:${port}`
for (let tries = 0; tries < 100 && !(await fetch(address).catch(() => undefined)); tries++)
  await new Promise((resolve) => setTimeout(resolve, 100))

const problems = []
try {
  for (const metadataPrefix of ['oai_dc', 'mods', 'datacite']) {
    const harvester = new OaiPmh(`${address}/oai`, { retry: false })
    const found = new Map()
    let seen = 0
    const known = await harvester.listMetadataFormats()
    if (!known.some((one) => one.metadataPrefix === metadataPrefix)) {
      problems.push(`${metadataPrefix} is not among ${known.map((one) => one.metadataPrefix)}`)
      continue
    }
    for await (const record of harvester.listRecords({ metadataPrefix })) {
      found.set(record.header.identifier, JSON.stringify(record.metadata))
      // One in twenty changes after it was given or before, and one in fifty is new.
      if (++seen % 20 === 0)
        await store.save({ publications: [work((seen * 7) % count, `Changed ${metadataPrefix}`)] })
      if (seen % 50 === 0) await store.save({ publications: [work(count + seen, `New ${metadataPrefix}`)] })
      if (seen > 3 * count) break
    }
    const keys = new Set([...found.keys()].map((identifier) => identifier.split(':').at(-1)))
    const missing = Array.from({ length: count }, (_, i) => `work${i}`).filter((key) => !keys.has(key))
    if (missing.length)
      problems.push(`${metadataPrefix}: ${missing.length} missing, such as ${missing.slice(0, 5)}`)
    const changed = [...found.values()].filter((text) => text?.includes(`Changed ${metadataPrefix}`)).length
    if (changed === 0) problems.push(`${metadataPrefix}: nothing that changed has come as it is now`)
    console.log(
      `${metadataPrefix}: ${seen} records in ${found.size} identifiers, ${changed} of them changed meanwhile`,
    )
  }
} finally {
  server.kill()
  await store.close()
  rmSync(folder, { recursive: true, force: true })
}
for (const problem of problems) console.error(problem)
process.exitCode = problems.length ? 1 : 0
