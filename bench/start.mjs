/**
 * How long from the start of the process to the first answer, and how much memory it holds when idle; beside a bare
 * Fastify that sends a constant. Run after a build: `npm run bench:start`. Prints medians and ratios.
 */
import { spawn } from 'node:child_process'
import { readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const rounds = 7
const root = fileURLToPath(new URL('..', import.meta.url))
const file = join(tmpdir(), `offprint-bench-${process.pid}.db`)
const constant = `import('fastify').then(({ default: fastify }) => {
  const app = fastify(); app.get('/publications', (_, reply) => reply.type('application/json').send('{}'));
  app.listen({ port: 3999, host: '127.0.0.1' }) })`

const contenders = {
  'Fastify, a constant': { args: ['-e', constant], url: 'http://127.0.0.1:3999/publications' },
  'Offprint, first start (migrates and seeds)': { fresh: true },
  'Offprint, later starts': {},
}
for (const contender of Object.values(contenders)) {
  contender.args ??= ['dist/cli/main.js', 'serve']
  contender.url ??= 'http://127.0.0.1:3998/publications'
}
const env = {
  ...process.env,
  PORT: '3998',
  ADMIN_PORT: '3997',
  HOST: '127.0.0.1',
  ADMIN_HOST: '127.0.0.1',
  LOG_LEVEL: 'warn',
  DATABASE_URL: `file:${file}`,
}

const removeStore = () => {
  for (const suffix of ['', '-wal', '-shm']) rmSync(file + suffix, { force: true })
}
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms))

async function measure({ args, url, fresh }, secondsIdle) {
  if (fresh) removeStore()
  const begin = performance.now()
  const child = spawn(process.execPath, args, { cwd: root, env, stdio: 'ignore' })
  const ended = new Promise((resolve) => child.on('exit', resolve))
  while (
    !(await fetch(url).then(
      (answer) => answer.ok && answer.text(),
      () => undefined,
    ))
  ) {
    if (child.exitCode !== null) throw new Error(`ended with ${child.exitCode}: ${args.join(' ')}`)
    await pause(2)
  }
  const ms = performance.now() - begin
  await pause(secondsIdle * 1000)
  const memory = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))
  child.kill('SIGTERM')
  await ended
  return { ms, mb: Number(memory[1]) / 1024 }
}

const median = (values) => values.sort((a, b) => a - b)[Math.floor(values.length / 2)]
const results = Object.fromEntries(Object.keys(contenders).map((name) => [name, []]))
for (let round = 0; round < rounds; round++) {
  // Memory settles when nothing is asked for a while; once is enough for that.
  const secondsIdle = round === rounds - 1 ? 30 : 0
  for (const [name, contender] of Object.entries(contenders)) {
    results[name].push(await measure(contender, secondsIdle))
  }
}
removeStore()
const reference = median(results['Fastify, a constant'].map(({ ms }) => ms))
console.log(`Node ${process.version}, medians of ${rounds}\n`)
console.log('| | first answer, ms | ratio | memory after 30 s idle, MiB |\n|---|---|---|---|')
for (const [name, runs] of Object.entries(results)) {
  const ms = median(runs.map((run) => run.ms))
  const { mb } = runs.at(-1)
  console.log(`| ${name} | ${ms.toFixed(0)} | ${(ms / reference).toFixed(2)} | ${mb.toFixed(0)} |`)
}
