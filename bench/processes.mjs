/** Processes under measurement: started on a core of their own, with their processor time and memory read from /proc. */
import { execFileSync, spawn, spawnSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { availableParallelism } from 'node:os'

export const cores = availableParallelism()
export const has = (command) => spawnSync('which', [command], { stdio: 'ignore' }).status === 0
const canPin = cores > 1 && has('taskset')
/** Servers have the first core, load comes from the last; on one core, or without taskset, they share. */
const placed = {
  server: '0',
  load: String(cores - 1),
  /** What goes on beside: on a core of its own where there are three. */
  beside: cores > 2 ? '1' : String(cores - 1),
  all: `0-${cores - 1}`,
}
export const placing = canPin
  ? `servers on core 0, load on core ${cores - 1} of ${cores}`
  : `not pinned, ${cores} cores`

/** A command line that runs in its place. */
export const pinned = (where, command, args) =>
  canPin ? ['taskset', ['-c', placed[where], command, ...args]] : [command, args]

/** The benchmark itself is load too. */
export function pinSelf() {
  if (canPin) execFileSync('taskset', ['-a', '-cp', placed.load, String(process.pid)], { stdio: 'ignore' })
}

/** A whole process on the server's core. @returns what it printed and how long it took, in milliseconds */
export function whole(command, args) {
  const begin = performance.now()
  const text = execFileSync(...pinned('server', command, args), {
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  return { text, ms: performance.now() - begin }
}

export const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms))

const running = new Set()
/** Nothing that was started here outlives the benchmark. */
process.on('exit', () => {
  for (const child of running) child.kill('SIGKILL')
})
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => process.exit(1))

/**
 * @param options.ready a URL that answers when the process is ready
 * @param options.where on which core
 */
export async function start(command, args, { env = {}, cwd, ready, where = 'server', seconds = 60 } = {}) {
  const [program, words] = pinned(where, command, args)
  const begin = performance.now()
  const child = spawn(program, words, {
    cwd,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let said = ''
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (text) => (said = (said + text).slice(-4000)))
  running.add(child)
  const ended = new Promise((resolve) => child.on('exit', resolve)).then(() => running.delete(child))
  const stop = async () => {
    child.kill('SIGTERM')
    const late = setTimeout(() => child.kill('SIGKILL'), 12_000)
    await ended
    clearTimeout(late)
  }
  while (ready && !(await answers(ready))) {
    if (child.exitCode !== null || child.signalCode)
      throw new Error(`${command} ${args.join(' ')} ended:\n${said}`)
    if (performance.now() - begin > seconds * 1000) {
      await stop()
      throw new Error(`${command} ${args.join(' ')} is not ready after ${seconds} s:\n${said}`)
    }
    await pause(2)
  }
  return { pid: child.pid, msToReady: performance.now() - begin, stop, ended, said: () => said }
}

const answers = (url) =>
  fetch(url).then(
    async (answer) => {
      await answer.arrayBuffer()
      return answer.ok
    },
    () => false,
  )

export function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer().once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address()
      probe.close(() => resolve(port))
    })
  })
}

const ticksPerSecond = Number(execFileSync('getconf', ['CLK_TCK'], { encoding: 'utf8' }))

/** The process and all that it started. */
function family(pid) {
  const members = [pid]
  for (const thread of readdirSync(`/proc/${pid}/task`)) {
    const children = readFileSync(`/proc/${pid}/task/${thread}/children`, 'utf8').trim()
    for (const child of children ? children.split(/\s+/) : []) members.push(...family(Number(child)))
  }
  return members
}

/** Processor time, user and system, of all threads of a process and of its children, in seconds. */
export function processorSeconds(pid) {
  let ticks = 0
  for (const member of family(pid)) {
    const stat = readFileSync(`/proc/${member}/stat`, 'utf8')
    // The second field is a name in parentheses, which may hold spaces.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    ticks += Number(fields[11]) + Number(fields[12])
  }
  return ticks / ticksPerSecond
}

/** Waits until a process has had nothing to do for a second, for at most a minute. */
export async function atRest(pid) {
  const end = performance.now() + 60_000
  let before = -1
  for (let now = processorSeconds(pid); now - before > 0.03 && performance.now() < end; ) {
    before = now
    await pause(1000)
    now = processorSeconds(pid)
  }
}

const kibibytes = (pid, file, name) =>
  Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(readFileSync(`/proc/${pid}/${file}`, 'utf8'))[1])

/** The largest the process has been, in MiB: with the pages of its program and libraries, which others share. */
export const peakMemory = (pid) => kibibytes(pid, 'status', 'VmHWM') / 1024

/** What the process has for itself now, in MiB: pages that belong to no file. */
export const ownMemory = (pid) => kibibytes(pid, 'smaps_rollup', 'Anonymous') / 1024
