/**
 * One BibTeX file read: by the reader here alone, by the whole import into an empty store, and by the programs whose trade
 * it is, each in a process of its own, in turns.
 */
import { spawn } from 'node:child_process'
import { rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { bibtexFile } from '../data/bibtex.mjs'
import { packages } from '../packages.mjs'
import { has, peakMemory } from '../processes.mjs'
import { figure, goal, median } from '../report.mjs'

const parserVersion = '9.0.29'
const child = fileURLToPath(new URL('reader.mjs', import.meta.url))
const main = fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url))

function bibtexParser(log) {
  const modules = packages([`@retorquere/bibtex-parser@${parserVersion}`], log)
  return modules && join(modules, '@retorquere/bibtex-parser/dist/esm/index.js')
}

/** A whole process. @returns what it printed, its milliseconds from start to end, and the most memory it had, in MiB */
function whole(command, args, env = {}) {
  return new Promise((resolve, reject) => {
    const begin = performance.now()
    const process_ = spawn(command, args, {
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'ignore'],
    })
    const parts = []
    let memory = 0
    const look = () => {
      try {
        memory = Math.max(memory, peakMemory(process_.pid))
      } catch {
        // It has ended since.
      }
    }
    const watch = setInterval(look, 10)
    process_.stdout.on('data', (part) => parts.push(part))
    process_.on('error', reject)
    process_.on('close', (code) => {
      clearInterval(watch)
      const total = performance.now() - begin
      if (code !== 0) return reject(new Error(`${command} ${args.join(' ')} ended with ${code}`))
      resolve({ text: Buffer.concat(parts).toString(), total, memory })
    })
  })
}

/** An import of this many times the entries shows whether memory grows with the file. */
const times = 4
const imported = 'Offprint, import into a store'
const importedMore = `Offprint, import of ${times} times as many`

/**
 * @param longFile `times` as long
 * @returns by name, a function that gives milliseconds of reading alone where they are known, of all, MiB, entries
 */
function contendersFor(file, longFile, log) {
  const library = (name, env) => async () => {
    const { text, total, memory } = await whole(process.execPath, [child, name, file], env)
    return { ...JSON.parse(text), total, memory }
  }
  const store = join(tmpdir(), `offprint-bench-import-${process.pid}.db`)
  const intoStore = (path) => async () => {
    const env = { DATABASE_URL: `file:${store}` }
    const { text, total, memory } = await whole(process.execPath, [main, 'import', path, '--quiet'], env)
    for (const suffix of ['', '-wal', '-shm']) rmSync(store + suffix, { force: true })
    return { total, memory, entries: Number(/^(\d+) read/.exec(text)?.[1]) }
  }
  const counted = (command, args, pattern, env) => async () => {
    const { text, total, memory } = await whole(command, args, env)
    return { total, memory, entries: text.match(pattern)?.length ?? 0 }
  }
  const parser = bibtexParser(log)
  return {
    'Offprint, the reader': library('offprint'),
    [imported]: intoStore(file),
    [importedMore]: intoStore(longFile),
    'citation-js': library('citation-js'),
    ...(parser ? { '@retorquere/bibtex-parser': library('bibtex-parser', { BIBTEX_PARSER: parser }) } : {}),
    ...(has('bib2xml')
      ? { 'bibutils (bib2xml)': counted('bib2xml', ['-i', 'unicode', file], /<mods /g) }
      : {}),
    ...(has('pandoc')
      ? { 'pandoc (to CSL-JSON)': counted('pandoc', ['-f', 'bibtex', '-t', 'csljson', file], /^ {4}"id":/gm) }
      : {}),
  }
}

export default async function speed({ count, rounds }, log) {
  const file = join(tmpdir(), `offprint-bench-${count}.bib`)
  const text = bibtexFile(count)
  const longFile = join(tmpdir(), `offprint-bench-${count * times}.bib`)
  writeFileSync(file, text)
  writeFileSync(longFile, bibtexFile(count * times))
  const runs = {}
  const contenders = contendersFor(file, longFile, log)
  const countOf = (name) => (name === importedMore ? count * times : count)
  for (let round = 0; round < rounds; round++) {
    for (const [name, run] of Object.entries(contenders)) {
      const result = await run()
      // One or the other may refuse an entry, or put two together.
      if (!(result.entries >= countOf(name) * 0.99))
        throw new Error(`${name}: ${result.entries} entries of ${countOf(name)}`)
      runs[name] = [...(runs[name] ?? []), result]
      log(`${name}: ${Math.round(result.ms ?? result.total)} ms`)
    }
  }
  for (const one of [file, longFile]) rmSync(one)
  const rows = Object.entries(runs).map(([name, list]) => {
    const of = (field) => (list[0][field] === undefined ? undefined : median(list.map((one) => one[field])))
    return { name, ms: of('ms'), total: of('total'), memory: of('memory') }
  })
  const [ours, into, intoMore, ...others] = rows
  const rate = (ms, name) => (countOf(name) * 1000) / ms
  const cell = (value) => value ?? '–'
  return {
    title: `Speed: ${count.toLocaleString('en')} entries of BibTeX`,
    about: `A made-up file of ${(text.length / 2 ** 20).toFixed(1)} MiB (data/bibtex.mjs), the same in every run. "Reading" is from bytes in memory to records, modules loaded and nothing warm; "process" from the start of a process to its end. Memory is the most the process had (VmHWM). The last column compares reading with ours where it is known alone, and the process otherwise, entry by entry.`,
    tables: [
      {
        head: [
          '',
          'reading, ms',
          'entries a second',
          'process, ms',
          'entries a second',
          'MiB',
          'times Offprint',
        ],
        rows: rows.map(({ name, ms, total, memory }) => [
          name,
          cell(ms),
          cell(ms && rate(ms)),
          total,
          rate(total, name),
          memory,
          ms ? ms / ours.ms : total / ours.total / (countOf(name) / count),
        ]),
      },
    ],
    goals: [
      goal(
        `5,000 entries a second into a store, of both files`,
        [into, intoMore].map(({ name, total }) => figure(rate(total, name))).join(' and '),
        [into, intoMore].every(({ name, total }) => rate(total, name) >= 5_000),
      ),
      goal(
        `memory of ${times} times the entries, at most 1.5 times as much`,
        `${(intoMore.memory / into.memory).toFixed(2)} times`,
        intoMore.memory <= 1.5 * into.memory,
      ),
      goal(
        '25,000 entries a second read',
        Math.round(rate(ours.ms)).toLocaleString('en'),
        rate(ours.ms) >= 25_000,
      ),
      goal(
        'read faster than by any other',
        others.length
          ? `${Math.min(...others.map(({ ms, total }) => (ms ? ms / ours.ms : total / ours.total))).toFixed(2)} times or more`
          : '–',
        others.length
          ? others.every(({ ms, total }) => (ms ?? total) > (ms ? ours.ms : ours.total))
          : undefined,
      ),
    ],
    notes: [
      'An import reads in one thread and writes in another; its processor time is more than the time it takes.',
    ],
  }
}
