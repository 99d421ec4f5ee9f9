/** What an import has done, as text, as JSON for scripts, and as a page to keep. */
import type { Outcome, Result, Summary } from './outcome.ts'

export interface ImportReport {
  summary: Summary
  dryRun: boolean
  /** False for a dry run, and where `atomic` took everything back. */
  written: boolean
  outcomes: Outcome[]
}

const results: Result[] = ['added', 'updated', 'unchanged', 'merged', 'refused']

function headline({ summary, dryRun, written }: ImportReport): string {
  const counts = results.map((result) => `${summary[result]} ${result}`).join(', ')
  const state = dryRun
    ? ' (a dry run: nothing was written)'
    : written
      ? ''
      : ' (nothing was written: an entry was refused)'
  return `${summary.read} read: ${counts}${state}`
}

const place = ({ entry }: Outcome) => `${entry.file}:${entry.line}:${entry.column}`

export function reportText(report: ImportReport): string {
  const lines = report.outcomes.flatMap((outcome) => [
    `${place(outcome)}: ${outcome.result}${outcome.key ? ` ${outcome.key}` : ''}`,
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
export function reportObject({ summary, dryRun, written, outcomes }: ImportReport) {
  const entries = outcomes.map(({ entry, result, key, by, changes, findings }) => ({
    file: entry.file,
    line: entry.line,
    column: entry.column,
    ...(entry.key ? { entry: entry.key } : {}),
    result,
    ...(key ? { key } : {}),
    ...(by ? { foundBy: by } : {}),
    ...(changes.length ? { changes } : {}),
    ...(findings.length ? { findings: findings.map(({ file: _, ...finding }) => finding) } : {}),
  }))
  return { summary, dryRun, written, entries }
}

export const reportJson = (report: ImportReport) => `${JSON.stringify(reportObject(report), null, 2)}\n`

const escaped = (text: string) =>
  text.replace(/[&<>"]/g, (c) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[c]!)

export function reportHtml(report: ImportReport): string {
  const rows = report.outcomes
    .filter(({ result, findings }) => result !== 'unchanged' || findings.length)
    .map((outcome) => {
      const details = [
        ...outcome.findings.map(
          ({ severity, field, message }) => `${severity}: ${field ? `${field}: ` : ''}${message}`,
        ),
        ...outcome.changes.map(
          ({ field, before, after }) =>
            `${field}: ${JSON.stringify(before) ?? 'nothing'} → ${JSON.stringify(after) ?? 'nothing'}`,
        ),
      ]
      return `<tr><td>${escaped(place(outcome))}</td><td>${outcome.result}</td><td>${escaped(outcome.key ?? '')}</td><td>${details.map((detail) => `<div>${escaped(detail)}</div>`).join('')}</td></tr>`
    })
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Import</title>
<style>:root{color-scheme:light dark;font:16px/1.5 system-ui}table{border-collapse:collapse}td,th{padding:.3em .8em;text-align:left;vertical-align:top;border-top:1px solid #8884}</style></head>
<body><h1>Import</h1><p>${escaped(headline(report))}</p>
<table><thead><tr><th>Entry</th><th>Result</th><th>Key</th><th>What was found</th></tr></thead>
<tbody>${rows.join('\n')}</tbody></table></body></html>
`
}
