/**
 * How the time of a reader grows with its input, ordinary and hostile: each length is twice the one before, and may take
 * at most two and a half times as long. Every input is read in a process of
 * its own, so that none pays for another; times are of the processor, so that a busy machine moves them less.
 */
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { goal } from '../report.mjs'
import { inputs } from './inputs.mjs'

const most = 2.5
const doublings = 3
/** A shorter time says nothing. */
const leastMs = 40
/** An input that is still read faster than that is as long as it needs to be. */
const longest = 2 ** 21
/** In seconds, of one input in all its lengths. */
const patience = 60

async function* chunksOf(text) {
  const bytes = Buffer.from(text)
  for (let at = 0; at < bytes.length; at += 65_536) yield bytes.subarray(at, at + 65_536)
}

async function timeOf(reader, text) {
  globalThis.gc?.()
  const begin = process.cpuUsage()
  for await (const _ of reader.read({ name: 'f', chunks: chunksOf(text) })) {
    // What comes is let go.
  }
  const { user, system } = process.cpuUsage(begin)
  return (user + system) / 1000
}

/** Prints the lengths and the milliseconds of one input. */
async function measure(readerName, inputName) {
  const { readerNamed } = await import('../../dist/importing/readers.js')
  const reader = await readerNamed(readerName)
  const make = inputs[readerName][inputName]
  let length = 1000
  let text = make(length)
  await timeOf(reader, text)
  while ((await timeOf(reader, text)) < leastMs && length < longest) {
    length *= 2
    text = make(length)
  }
  const times = []
  for (let i = 0; i <= doublings; i++) {
    text = make(length * 2 ** i)
    const runs = []
    for (let run = 0; run < 4 && (run === 0 || runs[0] < 2000); run++) runs.push(await timeOf(reader, text))
    times.push(Math.min(...runs))
  }
  console.log(JSON.stringify({ bytes: text.length, times }))
}

/** @returns the lengths and times, or why there are none */
function turn(reader, input) {
  const args = ['--expose-gc', fileURLToPath(import.meta.url), reader, input]
  const { stdout, stderr, error } = spawnSync(process.execPath, args, {
    encoding: 'utf8',
    timeout: patience * 1000,
    killSignal: 'SIGKILL',
  })
  if (error) return { fault: `not done after ${patience} s` }
  if (!stdout) return { fault: /^\w*Error: .*$/m.exec(stderr)?.[0] ?? 'ended without a word' }
  return JSON.parse(stdout)
}

const steps = (times) => times.slice(1).map((time, i) => time / times[i])

export default async function growth({ only }, log) {
  const rows = []
  const wanted = (text) => only === undefined || text.includes(only)
  for (const [reader, texts] of Object.entries(inputs)) {
    for (const input of Object.keys(texts).filter((name) => wanted(`${reader}: ${name}`))) {
      let result = turn(reader, input)
      // A neighbour on the machine is no fault of a reader's: what looks steep is looked at again.
      for (let again = 0; again < 2 && result.times && Math.max(...steps(result.times)) > most; again++)
        result = turn(reader, input)
      const steepest = result.times && Math.max(...steps(result.times))
      log(
        `${reader}: ${input}: ${result.fault ?? `${steepest.toFixed(2)}, ${result.times.at(-1).toFixed(0)} ms`}`,
      )
      rows.push({ reader, input, ...result, steepest })
    }
  }
  const bad = rows.filter(({ steepest }) => !(steepest <= most))
  const byReader = [...new Set(rows.map(({ reader }) => reader))].map((name) => {
    const own = rows.filter(({ reader }) => reader === name)
    const worst = own.reduce((a, b) => (b.steepest > a.steepest ? b : a))
    const slowest = own.reduce((a, b) => (msPerMiB(b) > msPerMiB(a) ? b : a))
    return [name, own.length, worst.steepest, worst.input, msPerMiB(slowest), slowest.input]
  })
  return {
    title: 'Growth: inputs made to be slow',
    about: `Each input (import/inputs.mjs) at a length and at twice, four and eight times that, the least processor time of four readings; what looked steep was read again. "Steepest" is the largest step from one length to its double, and the input that had it; "slowest" the most milliseconds for a MiB, at the greatest length.`,
    tables: [
      { head: ['reader', 'inputs', 'steepest', '', 'slowest, ms a MiB', ''], rows: byReader },
      ...(bad.length
        ? [
            {
              caption: 'Steeper than they may be:',
              head: ['reader', 'input', 'steps'],
              rows: bad.map(({ reader, input, times, fault }) => [
                reader,
                input,
                fault ??
                  steps(times)
                    .map((step) => step.toFixed(2))
                    .join(', '),
              ]),
            },
          ]
        : []),
    ],
    goals: [
      goal(
        `twice the input, at most ${most} times as long, each of ${rows.length} inputs`,
        `${rows.length - bad.length} of ${rows.length}`,
        bad.length === 0,
      ),
    ],
  }
}

const msPerMiB = ({ bytes, times }) => (times ? times.at(-1) / (bytes / 2 ** 20) : Number.POSITIVE_INFINITY)

const [reader, input] = process.argv.slice(2)
if (process.argv[1] === fileURLToPath(import.meta.url)) await measure(reader, input)
