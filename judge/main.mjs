/**
 * Exports every record of the corpora in every format, and lets the programs that people use on them judge the result.
 * Prints a table; what remains is explained by name in `explained.mjs`, and anything else makes this fail.
 * `node judge/main.mjs [format]` judges one format.
 */
import { explain } from './explained.mjs'
import { judges } from './judges.mjs'
import { corpusRecords } from './records.mjs'

const only = process.argv[2]
const { records, files, read } = await corpusRecords()
const byKey = new Map(records.map(({ key, publication }) => [key.toLowerCase(), publication]))
console.log(`${records.length} different records out of ${read} in ${files} files.\n`)

const rows = []
const unexplained = []
for (const { format, judge, run, skip } of judges) {
  if (only && format !== only) continue
  if (skip) {
    rows.push([format, judge, '-', '-', '-', '-', `skipped: ${skip}`])
    continue
  }
  const started = performance.now()
  const findings = await run(records)
  const reasons = new Map()
  let [errors, warnings] = [0, 0]
  for (const finding of findings) {
    const reason = explain({ format, judge, ...finding }, byKey.get(finding.key?.toLowerCase()))
    if (reason) reasons.set(reason, (reasons.get(reason) ?? 0) + 1)
    else {
      unexplained.push({ format, judge, ...finding })
      if (finding.level === 'error') errors++
      else warnings++
    }
  }
  const seconds = ((performance.now() - started) / 1000).toFixed(1)
  const explained = [...reasons].map(([reason, count]) => `${count} ${reason}`).join('; ')
  rows.push([format, judge, records.length, errors, warnings, seconds, explained])
  process.stderr.write(`${format} ${judge} ${errors} ${warnings} ${seconds} s\n`)
}
console.log(
  '| format | judge | records | errors | warnings | s | explained |\n| --- | --- | ---: | ---: | ---: | ---: | --- |',
)
for (const row of rows) console.log(`| ${row.join(' | ')} |`)
if (unexplained.length) {
  console.log(`\n${unexplained.length} not explained, such as:`)
  const shown = new Map()
  for (const { format, judge, text, key } of unexplained) {
    const kind = `${format} ${judge}: ${text.replace(/\d+/g, 'N').slice(0, 80)}`
    if (!shown.has(kind))
      shown.set(kind, `${format}, ${judge}: ${text.slice(0, 300)}${key ? ` (${key})` : ''}`)
  }
  console.log([...shown.values()].slice(0, 60).join('\n'))
  process.exitCode = 1
}
