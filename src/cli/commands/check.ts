/**
 * `offprint check`: rules over every publication of the store. Findings go to standard output, one a line; exits with 1 where
 * an error was found, 2 for a wrong call.
 */
import type { Repair } from '../../checking/check.ts'
import { type Finding, type Rule, type Severity, severities } from '../../checking/rule.ts'
import { allRules } from '../../checking/rules.ts'
import { type Checked, checkStore } from '../../checking/run.ts'
import { readConfig } from '../../config.ts'
import { nearest } from '../../model/nearest.ts'
import { choices as listed } from '../../model/problem.ts'
import { openStore } from '../../store/open.ts'
import { readArguments, UsageError } from '../arguments.ts'
import { listDuplicates } from '../duplicates.ts'
import { goOnWithoutReader, print } from '../output.ts'
import { Progress } from '../progress.ts'

export const options = {
  key: { type: 'string', multiple: true, default: [] as string[] },
  rule: { type: 'string', multiple: true, default: [] as string[] },
  severity: { type: 'string', default: 'info' },
  fix: { type: 'boolean', default: false },
  'dry-run': { type: 'boolean', default: false },
  list: { type: 'boolean', default: false },
  json: { type: 'boolean', default: false },
} as const

export const choices = async () => ({
  '': ['duplicates'],
  severity: severities,
  rule: allRules.map(({ name }) => name),
})

export const help = async () => `offprint check [options]
offprint check duplicates [--json]

Looks through the store for what is wrong, missing or could be better. docs/CHECKS.md has every rule with an example.
duplicates lists the publications that may be one, and the call that puts each group together; nothing is changed.

  --severity LEVEL  error, warning (errors and warnings) or info (all, the default)
  --rule NAME       only this rule; '!NAME' all but this one; may be given again
  --key KEY         only this publication; may be given again
  --fix             repairs what can be repaired without losing or guessing anything, and says each
  --dry-run         with --fix: shows what would change, and changes nothing
  --list            the rules there are
  --json            one object with every record that has findings, and a summary

Examples
  offprint check
  offprint check --severity error
  offprint check duplicates
  offprint check --rule encoding-wrong --rule html-entities --fix --dry-run
  offprint check --fix --rule '!title-full-stop'
  offprint check --json | jq -r '.records[].findings[] | [.key, .rule] | @tsv'

Exit codes: 0 no error, 1 an error was found or it failed, 2 wrong call`

export default async function checkPublications(argv: string[]): Promise<void> {
  const { values, positionals } = readArguments(argv, options, { name: 'Nothing', least: 0, most: 1 })
  const [what] = positionals
  if (what !== undefined && what !== 'duplicates')
    throw new UsageError(`There is no check of "${what}": there is duplicates, and without a name the rules.`)
  if (!isSeverity(values.severity))
    throw new UsageError(`--severity is ${listed([...severities])}, not "${values.severity}".`)
  if (values['dry-run'] && !values.fix) throw new UsageError('--dry-run goes with --fix.')
  const rules = chosen(values.rule, values.severity)
  if (values.list) return console.log(values.json ? listJson(rules) : listText(rules))
  const store = openStore(readConfig(process.env).DATABASE_URL)
  if (what) {
    try {
      return await listDuplicates(store, values.json)
    } finally {
      await store.close()
    }
  }
  // Repairs that are under way are finished, whoever reads.
  if (values.fix && !values['dry-run']) goOnWithoutReader()
  const progress = new Progress(!values.json)
  const tally = new Tally()
  const run = checkStore(store, {
    rules,
    fix: values.fix,
    write: !values['dry-run'],
    year: new Date().getFullYear(),
    ...(values.key.length ? { keys: values.key } : {}),
  })
  try {
    if (values.json) await print('{"records":[')
    for await (const checked of run) {
      const isFirst = tally.records === 0
      tally.add(checked)
      progress.show(() => `${tally.publications} checked, ${tally.findings} findings`)
      if (checked.findings.length + checked.repairs.length === 0 && !checked.isSkipped) continue
      progress.clear()
      await print(
        values.json
          ? `${isFirst ? '' : ','}\n${JSON.stringify(checked)}`
          : textOf(checked, values['dry-run']),
      )
    }
  } finally {
    progress.clear()
    await store.close()
  }
  await print(
    values.json
      ? `\n],"summary":${JSON.stringify(tally.summary())},"dryRun":${values['dry-run']}}\n`
      : tally.text(values['dry-run']),
  )
  if (tally.severities.error > 0) process.exitCode = 1
}

const isSeverity = (text: string): text is Severity => (severities as readonly string[]).includes(text)

/** @throws UsageError for a rule that there is not */
function chosen(names: readonly string[], least: Severity): Rule[] {
  const known = allRules.map(({ name }) => name)
  for (const name of names.map((one) => one.replace(/^!/, ''))) {
    if (known.includes(name)) continue
    const near = nearest(name, known)
    throw new UsageError(
      `There is no rule ${name}.${near.length ? ` Did you mean ${listed(near)}?` : ''} --list has them all.`,
    )
  }
  const wanted = names.filter((name) => !name.startsWith('!'))
  return allRules.filter(
    ({ name, severity }) =>
      severities.indexOf(severity) <= severities.indexOf(least) &&
      (wanted.length === 0 || wanted.includes(name)) &&
      !names.includes(`!${name}`),
  )
}

const listText = (rules: readonly Rule[]) =>
  rules
    .map(
      ({ name, severity, summary, fix }) =>
        `${name.padEnd(22)}${severity.padEnd(9)}${fix ? 'fix  ' : '     '}${summary}`,
    )
    .join('\n')
const listJson = (rules: readonly Rule[]) =>
  JSON.stringify(
    rules.map(({ name, severity, summary, fix }) => ({ name, severity, summary, ...(fix ? { fix } : {}) })),
  )

function textOf({ key, findings, repairs, isSkipped }: Checked, isDry: boolean): string {
  const lines = repairs.length ? [`~ ${key}`, ...repairs.flatMap((one) => repairLines(one, isDry))] : []
  if (isSkipped) lines.push(`${key}: was changed meanwhile, and so not repaired`)
  return `${[...lines, ...findings.map(findingLine)].join('\n')}\n`
}

function repairLines({ rule, pointer, before, after }: Repair, isDry: boolean): string[] {
  const lines = [`  ${isDry ? 'would repair' : 'repaired'} ${pointer} (${rule})`]
  if (before !== undefined) lines.push(`  - ${JSON.stringify(before)}`)
  if (after !== undefined) lines.push(`  + ${JSON.stringify(after)}`)
  return lines
}

/** One line, whatever stands in the record; a terminal must not be given what it would obey. */
const findingLine = ({ key, pointer, severity, message, expected, rule, fix }: Finding) =>
  `${key}${pointer}: ${severity}: ${message}${expected ? `; right: ${expected}` : ''} [${rule}${fix ? ', --fix' : ''}]`.replace(
    /\p{Cc}+/gu,
    ' ',
  )

const counted = (n: number, what: string) => `${n} ${what}${n === 1 ? '' : 's'}`

/** What is counted for the summary. */
class Tally {
  publications = 0
  /** Those with findings or repairs. */
  records = 0
  findings = 0
  repairs = 0
  fixable = 0
  readonly severities: Record<Severity, number> = { error: 0, warning: 0, info: 0 }
  readonly rules: Record<string, number> = {}

  add({ findings, repairs, isSkipped }: Checked): void {
    this.publications++
    if (findings.length + repairs.length > 0 || isSkipped) this.records++
    this.findings += findings.length
    this.repairs += repairs.length
    for (const { rule, severity, fix } of findings) {
      this.severities[severity]++
      this.rules[rule] = (this.rules[rule] ?? 0) + 1
      if (fix) this.fixable++
    }
  }

  summary() {
    const { publications, severities, repairs, fixable, rules } = this
    return { publications, ...severities, repairs, fixable, rules }
  }

  text(isDry: boolean): string {
    const { error, warning, info } = this.severities
    const byRule = Object.entries(this.rules).sort((a, b) => b[1] - a[1])
    const table = byRule.length > 1 ? byRule.map(([name, n]) => `${String(n).padStart(7)}  ${name}\n`) : []
    const repaired = this.repairs ? `, ${this.repairs} ${isDry ? 'would be repaired' : 'repaired'}` : ''
    const fixable = this.fixable ? `; --fix repairs ${this.fixable}` : ''
    const counts = [counted(error, 'error'), counted(warning, 'warning'), counted(info, 'note')].join(', ')
    return `${table.join('')}${counted(this.publications, 'publication')}: ${counts}${repaired}${fixable}\n`
  }
}
