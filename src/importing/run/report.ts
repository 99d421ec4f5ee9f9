/** What an import has done, as text, as JSON for scripts, and as a page to keep. */
import type { Outcome, Result, Summary } from './outcome.ts'

export interface ImportReport {
  summary: Summary
  dryRun: boolean
  /** False for a dry run, and where `atomic` took everything back. */
  written: boolean
  /** It was ended before the last entry. */
  stopped?: boolean
  outcomes: Outcome[]
}

const results: Result[] = ['added', 'updated', 'unchanged', 'merged', 'refused']

function headline({ summary, dryRun, written, stopped }: ImportReport): string {
  const counts = results.map((result) => `${summary[result]} ${result}`).join(', ')
  const state = dryRun
    ? ' (a dry run: nothing was written)'
    : written
      ? ''
      : ` (nothing was written: ${stopped ? 'it was stopped' : 'an entry was refused'})`
  const end = stopped ? '; stopped before the end' : ''
  return `${summary.read} read: ${counts}${state}${end}`
}

const place = ({ entry }: Outcome) => `${entry.file}:${entry.line}:${entry.column}`

export function reportText(report: ImportReport): string {
  const lines = report.outcomes.flatMap((outcome) => [
    `${place(outcome)}: ${outcome.result ?? 'found'}${outcome.key ? ` ${outcome.key}` : ''}`,
    ...outcome.findings.map(
      ({ severity, field, message }) => `  ${severity}: ${field ? `${field}: ` : ''}${message}`,
    ),
    ...outcome.changes.map(
      ({ field, before, after }) =>
        `  ${field}: ${JSON.stringify(before) ?? 'nothing'} → ${JSON.stringify(after) ?? 'nothing'}`,
    ),
  ])
  return `${[...lines, headline(report)].join('\n')}\n`
}

/** The report as scripts read it. */
export function reportObject({ summary, dryRun, written, stopped, outcomes }: ImportReport) {
  const general = outcomes.flatMap(({ result, findings }) => (result ? [] : findings))
  const entries = outcomes.flatMap(({ entry, result, key, by, changes, contradictions, findings }) =>
    result
      ? [
          {
            file: entry.file,
            line: entry.line,
            column: entry.column,
            ...(entry.key ? { entry: entry.key } : {}),
            result,
            ...(key ? { key } : {}),
            ...(by ? { foundBy: by } : {}),
            ...(changes.length ? { changes } : {}),
            ...(contradictions?.length ? { contradictions } : {}),
            ...(findings.length ? { findings: findings.map(({ file: _, ...finding }) => finding) } : {}),
          },
        ]
      : [],
  )
  return {
    summary,
    dryRun,
    written,
    ...(stopped ? { stopped } : {}),
    entries,
    ...(general.length ? { findings: general } : {}),
  }
}

export const reportJson = (report: ImportReport) => `${JSON.stringify(reportObject(report), null, 2)}\n`

const escaped = (text: string) =>
  text.replace(/[&<>"]/g, (c) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[c]!)

export function reportHtml(report: ImportReport): string {
  const rows = report.outcomes
    .filter(({ result, findings }) => result !== 'unchanged' || findings.length)
    .map((outcome) => {
      const found = outcome.findings.map(
        ({ severity, field, message }) =>
          `<li class="${severity}"><b>${severity}</b> ${field ? `<i>${escaped(field)}</i>: ` : ''}${escaped(message)}</li>`,
      )
      const changed = outcome.changes.map(
        ({ field, before, after }) =>
          `<li><i>${escaped(field)}</i>: <del>${shown(before)}</del> → <ins>${shown(after)}</ins></li>`,
      )
      const result = outcome.result ?? 'found'
      return `<tr><td class="${result}">${result}</td><td>${escaped(outcome.key ?? '')}</td><td class="place">${escaped(place(outcome))}</td><td>${outcome.result === 'added' ? escaped(titleOf(outcome)) : ''}<ul>${[...found, ...changed].join('')}</ul></td></tr>`
    })
  const table = `<div class="wide"><table><thead><tr><th scope="col">Result</th><th scope="col">Key</th><th scope="col">Where</th><th scope="col">What was found and changed</th></tr></thead>
<tbody>${rows.join('\n')}</tbody></table></div>`
  const counts = results.map(
    (result) => `<div><dt>${result}</dt><dd class="${result}">${report.summary[result]}</dd></div>`,
  )
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Import: ${escaped(headline(report))}</title>
<style>${look}</style></head>
<body><h1>Import</h1><p>${escaped(headline(report))}</p><dl>${counts.join('')}</dl>
${rows.length ? table : '<p>Nothing was changed, and nothing found.</p>'}</body></html>
`
}

const titleOf = ({ entry: { publication, person } }: Outcome) => publication?.title ?? person?.slug ?? ''
const shown = (value: unknown) => (value === undefined ? 'nothing' : escaped(JSON.stringify(value)))

const look = `:root{color-scheme:light dark;--bad:light-dark(#b00020,#ff8a80);--good:light-dark(#1b6e2e,#7ddc93);--odd:light-dark(#8a5300,#ffc46b)}
body{font:16px/1.5 system-ui,sans-serif;margin:2rem auto;padding:0 1rem;max-width:75rem}
h1{font-size:1.5rem;margin:0}dl{display:flex;flex-wrap:wrap;gap:.5rem 2rem;margin:1rem 0}dl div{display:flex;gap:.5rem}dt{opacity:.75}dd{margin:0;font-weight:600}
.wide{overflow-x:auto}table{border-collapse:collapse;width:100%}td,th{padding:.4em .8em .4em 0;text-align:left;vertical-align:top;border-top:1px solid #8886}
ul{margin:0;padding:0;list-style:none}li,td{overflow-wrap:anywhere}td:nth-child(-n+2){overflow-wrap:normal;white-space:nowrap}.place{opacity:.75;min-width:8em}
.refused,.error b{color:var(--bad)}.added,ins{color:var(--good)}.updated,.merged,.warning b{color:var(--odd)}ins{text-decoration:none}
@media(max-width:40rem){thead{position:absolute;clip-path:inset(50%)}tr{display:block;padding:.6em 0;border-top:1px solid #8886}td{display:block;border:0;padding:.1em 0;white-space:normal!important}}`
