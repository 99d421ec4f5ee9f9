/** Figures as text: tables in Markdown, goals with what was measured, and the page of results. */
import { cpus, totalmem } from 'node:os'
import { placing } from './processes.mjs'

export const median = (values) => percentile(values, 0.5)

export function percentile(values, part) {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))]
}

/** Three significant digits, thousands apart: `12,300`, `4.56`, `0.08`. */
export function figure(value) {
  if (value === undefined || Number.isNaN(value)) return '–'
  if (value >= 1000) return Math.round(value).toLocaleString('en')
  if (value >= 100) return value.toFixed(0)
  if (value >= 10) return value.toFixed(1)
  return value.toFixed(2)
}

export function table({ head, rows }) {
  const line = (cells) =>
    `| ${cells.map((cell) => (typeof cell === 'number' ? figure(cell) : cell)).join(' | ')} |`
  return [
    line(head),
    `|${head.map((_, i) => (i === 0 ? '---' : '---:')).join('|')}|`,
    ...rows.map(line),
  ].join('\n')
}

/** @param met undefined where the goal could not be judged */
export const goal = (text, measured, met) => ({ text, measured, met })

const verdict = (met) => (met === undefined ? 'not judged' : met ? 'met' : '**not met**')

export function section({ title, about, tables = [], goals = [], notes = [] }) {
  const parts = [`## ${title}`, about]
  for (const one of tables) parts.push(...(one.caption ? [one.caption] : []), table(one))
  parts.push(...notes)
  if (goals.length) {
    parts.push(
      table({
        head: ['goal', 'measured', ''],
        rows: goals.map(({ text, measured, met }) => [text, measured, verdict(met)]),
      }),
    )
  }
  return parts.filter(Boolean).join('\n\n')
}

/** Where and when a section was measured. */
export function machine() {
  const [{ model }] = cpus()
  const memory = `${Math.round(totalmem() / 2 ** 30)} GiB`
  return {
    node: process.version,
    machine: `${model.trim()} × ${cpus().length}, ${memory}, ${process.platform}`,
    date: new Date().toISOString().slice(0, 10),
    placing,
  }
}

/** @param results by name of section, what it measured with its machine */
export function page(results) {
  const all = Object.values(results)
  const goals = all.flatMap(({ goals = [] }) => goals)
  const met = goals.filter((one) => one.met === true).length
  const judged = goals.filter((one) => one.met !== undefined).length
  const parts = [
    '# Results',
    'Written by `npm run bench`; what the sections are is in [README.md](README.md). Trust the ratios: absolute figures are those of one machine on one day.',
    '![What a request costs, in microseconds of processor time](results.svg)',
    `**${met} of ${judged} goals met.**`,
  ]
  for (const one of all) {
    const { node, machine, date, placing, options } = one.where
    parts.push(section(one), `<sub>${date}, Node ${node}, ${machine}; ${placing}; ${options}</sub>`)
  }
  return `${parts.join('\n\n')}\n`
}
