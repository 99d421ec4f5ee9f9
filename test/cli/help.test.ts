/** Every command says how it is used, and what it says is true: each of its examples runs. */
import { execFile, execFileSync, spawn } from 'node:child_process'
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import t, { type Test } from 'tap'
import { commands } from '../../src/cli/commands.ts'
import { orcidRecord } from '../fixtures/api-samples.ts'
import { without } from '../fixtures/tools.ts'

const root = join(import.meta.dirname, '../..')
const main = join(root, 'dist/cli/main.js')
const run = promisify(execFile)

const bibliography = `@article{ye2024deep, author = {Ye, Zhisheng}, title = {Deep Learning Workload Scheduling}, journal = {CSUR}, year = 2024}
@article{ye2024deepa, author = {Gao, Wei}, title = {Quite Another Study of Datacenters}, journal = {CSUR}, year = 2023}
@article{other-key, author = {Gao, Wei}, title = {A Third Study}, journal = {CSUR}, year = 2022}
`
const ris = 'TY  - JOUR\nTI  - A Title\nAU  - Ye, Zhisheng\nPY  - 2020\nER  - \n'

/** What has to be there before the examples of a command. */
const before: Record<string, string[]> = {
  restore: [
    'offprint backup backup.db',
    'cp backup.db offprint-2026-11-01.db',
    'mkdir -p backups',
    'cp backup.db backups/offprint.db',
  ],
  seed: ['offprint export --whole > whole-store.ndjson', 'offprint export --folder website/offprint'],
  backup: ['mkdir -p backups'],
  unmerge: ['offprint merge ye2024deep ye2024deepa', 'offprint merge ye2024deep other-key'],
  token: ['offprint token create desk'],
  export: ['mkdir -p publications', 'git init -q publications'],
}
/** Servers, what waits for one, what belongs to a shell's own folders, what writes into the checkout, and what takes minutes. */
const notHere = /offprint serve|offprint docs|curl |fpath|\.config\/fish|--static/

/** A folder in which a shell finds the program and what examples speak of. */
function shell(t: Test, environment: Record<string, string> = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'offprint-help-'))
  t.teardown(() => rmSync(folder, { recursive: true, force: true }))
  writeFileSync(join(folder, 'offprint'), `#!/bin/sh\nexec "${process.execPath}" "${main}" "$@"\n`)
  chmodSync(join(folder, 'offprint'), 0o755)
  execFileSync('cp', ['-r', join(root, 'seed'), folder])
  for (const [name, text] of Object.entries({
    'publications.bib': bibliography,
    'papers.bib': bibliography.replace('{CSUR}', 'csur'),
    'abbreviations.bib': '@string{csur = {ACM Computing Surveys}}\n',
    'export.ris': ris,
    'library.json': '[{"type":"book","title":"A Book"}]',
  }))
    writeFileSync(join(folder, name), text)
  execFileSync('mkdir', ['-p', join(folder, 'website')])
  writeFileSync(join(folder, 'website/refs.ris'), ris)
  const env = {
    PATH: `${folder}:${process.env.PATH}`,
    HOME: folder,
    DATABASE_URL: `file:${folder}/offprint.db`,
    LOG_LEVEL: 'silent',
    ...environment,
  }
  const sh = (line: string) =>
    run('bash', ['-c', `set -o pipefail; ${line.replaceAll('/var/', `${folder}/`)}`], {
      cwd: folder,
      env,
    }).then(
      ({ stdout, stderr }) => ({ code: 0, stdout, stderr }),
      (error) => error as { code: number; stdout: string; stderr: string },
    )
  return Object.assign(sh, { file: (name: string) => join(folder, name) })
}

t.test(
  'every command has help, with examples that run',
  { skip: without('bash'), timeout: 290_000 },
  async (t) => {
    const service = createServer((_, response) => response.end(JSON.stringify(orcidRecord)))
    await new Promise<void>((done) => service.listen(0, '127.0.0.1', done))
    t.teardown(() => service.close())
    const { port } = service.address() as AddressInfo
    const base = shell(t)
    await base('offprint seed && offprint import publications.bib')
    for (const [name, { load }] of Object.entries(commands)) {
      const { help } = await load()
      const text = await help()
      t.match(
        text,
        new RegExp(`^offprint ${name}\\b[\\s\\S]*\nExamples\n[\\s\\S]*\nExit codes: 0 `),
        `${name} has all its parts`,
      )
      for (const line of text.split('\n')) t.ok(line.length <= 400, `${name}: no line goes on for ever`)
      const sh = shell(t, { SYNC_BASE_URLS: `orcid=http://127.0.0.1:${port}` })
      writeFileSync(sh.file('offprint.db'), readFileSync(base.file('offprint.db')))
      for (const line of before[name] ?? []) t.equal((await sh(line)).code, 0, line)
      const examples = /\nExamples\n((?: {2}.*\n)+)/.exec(`${text}\n`)![1]!.trim().split('\n')
      for (const example of examples.map((line) => line.trim()).filter((line) => !notHere.test(line))) {
        if (/\bjq\b/.test(example) && without('jq')) continue
        const { code, stderr } = await sh(example)
        // Of a check, 1 says that there was an error among what it found.
        t.ok(code === 0 || (name === 'check' && code === 1), `${example}: ${code} ${stderr}`)
      }
    }
  },
)

t.test('help, the version, and words that are none', { skip: without('bash') }, async (t) => {
  const sh = shell(t)
  t.match((await sh('offprint --help')).stdout, /Commands\n[\s\S]*Settings[\s\S]*Examples\n[\s\S]*Exit codes/)
  t.equal((await sh('offprint help seed')).stdout, (await sh('offprint seed --help')).stdout)
  t.match((await sh('offprint --version')).stdout, /^\d+\.\d+\.\d+\n$/)
  for (const line of [
    'offprint help sed',
    'offprint docs --all',
    'offprint openapi x',
    'offprint serve --workers many',
  ])
    t.equal((await sh(line)).code, 2, line)
  t.match(await sh('offprint export --format bibtx'), { code: 2, stderr: /Did you mean bibtex/ })
  t.match(await sh('offprint export --styl apa'), { code: 2, stderr: /Did you mean style/ })
  const nowhere = await sh('offprint import nothing.bib')
  t.match([nowhere.code, nowhere.stderr], [1, 'There is no nothing.bib.\n'])
})

t.test('a server says for programs where it is', async (t) => {
  const folder = t.testdir()
  const env = {
    DATABASE_URL: `file:${folder}/offprint.db`,
    PORT: '0',
    ADMIN_PORT: '0',
    SEED_DIR: '',
    LOG_LEVEL: 'silent',
  }
  const child = spawn(process.execPath, [main, 'serve', '--json'], { env })
  t.teardown(() => child.kill('SIGKILL'))
  const line = await new Promise<string>((resolve) =>
    child.stdout.once('data', (data) => resolve(String(data))),
  )
  const { url, admin } = JSON.parse(line)
  t.equal((await fetch(`${url}/publications`)).status, 200)
  t.equal((await fetch(`${admin}/readyz`)).status, 200)
  child.kill('SIGTERM')
  t.equal(await new Promise((resolve) => child.once('exit', resolve)), 0)
})

t.test('whoever reads may go at any time', { skip: without('bash') }, async (t) => {
  const sh = shell(t)
  const many = Array.from(
    { length: 3000 },
    (_, i) => `@misc{k${i}, title = {Title number ${i}}, year = ${1900 + (i % 100)}}`,
  )
  writeFileSync(sh.file('many.bib'), many.join('\n'))
  for (const line of [
    'offprint import many.bib --dry-run | head -1',
    'offprint import many.bib --json | head -1',
    'offprint export --format bibtex | head -1',
    'offprint check --json | head -1',
    'offprint check --fix | head -1',
    'offprint get /publications.ndjson | head -1',
    'offprint export --whole | head -1',
  ]) {
    const { code, stderr, stdout } = await sh(line)
    t.notMatch(stderr, /EPIPE|\bat \w/, line)
    t.same([code, stdout.trim().split('\n').length], [0, 1], line)
  }
  const { stdout } = await sh('offprint export --format ndjson | wc -l')
  t.equal(Number(stdout), 3000, 'the import went on without its reader')
})

/** A terminal of its own for a program: `script` is part of util-linux. */
t.test('a bar on a terminal, plain lines elsewhere', { skip: without('script') }, async (t) => {
  const sh = shell(t)
  const many = Array.from(
    { length: 20_000 },
    (_, i) => `@misc{k${i}, title = {Title number ${i}}, year = ${1900 + (i % 100)}}`,
  )
  writeFileSync(sh.file('many.bib'), many.join('\n'))
  const terminal = await sh(`script -qec 'offprint import many.bib' /dev/null < /dev/null`)
  t.match(terminal.stdout, /\[#*\.*\] +\d+ % {2}\d+ read, \d+ added/)
  const [, last] = /([^\r]*)\r?\n$/.exec(terminal.stdout)!
  t.equal(last, '\u001B[K20000 read: 20000 added, 0 updated, 0 unchanged, 0 merged, 0 refused')
  const plain = await sh('offprint import many.bib 2>&1')
  t.equal(plain.stdout, '20000 read: 0 added, 0 updated, 20000 unchanged, 0 merged, 0 refused\n')
})
