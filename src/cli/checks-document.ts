/** docs/CHECKS.md, made of the rules themselves and of what they say of their examples. */
import { valueAt } from '../checking/edits.ts'
import { type TriedExample, tryExample } from '../checking/examples.ts'
import type { Rule } from '../checking/rule.ts'
import { allRules } from '../checking/rules.ts'
import { openStore } from '../store/open.ts'

const head = `# What \`offprint check\` looks for

\`offprint check\` looks through the whole store and says, for each finding: the key, the field, what is wrong, what would be
right, and the rule. An **error** is wrong whatever was meant; a **warning** is very likely wrong, or something is missing;
a **note** (\`info\`) could be better. The program ends with 1 where an error was found, so it can stand in a script.

\`offprint check --fix\` makes the repairs of the rules that have one, and says each; \`--fix --dry-run\` only shows them. A
repair loses nothing and guesses nothing: where it is not certain what is right, the rule only speaks. What was repaired
stays so when the same file is imported again, as every change by hand does.

Leave a rule out with \`--rule '!NAME'\`, or name those you want. This page is made by \`npm run docs\`.

`

const cell = (text: string) =>
  text
    .replaceAll('|', '\\|')
    .replace(
      /[\u00AD\uFFFD]/g,
      (one) => `U+${one.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}`,
    )

const code = (value: unknown) => {
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  return text.includes('`') ? `\`\` ${text} \`\`` : `\`${text}\``
}

function exampleText({ publication, findings, repairs }: TriedExample): string {
  const path = findings[0]!.pointer.slice(1).split('/')
  const name = path.join('.')
  const value = valueAt(publication, path)
  if (value === undefined) return `${code(publication.type)} without ${code(name)}`
  const [repaired] = repairs
  const after = repaired && (repaired.after === undefined ? 'taken away' : code(repaired.after))
  return `${name}: ${code(value)}${after ? ` → ${after}` : ''}`
}

async function row(rule: Rule, year: number): Promise<string> {
  const store = openStore('file::memory:')
  try {
    const tried = await tryExample(rule, store, year)
    const what = rule.fix ? `${rule.summary}. **Repair:** ${rule.fix}` : rule.summary
    const cells = [code(rule.name), rule.severity, rule.fix ? 'yes' : '', `${what}.`, exampleText(tried)]
    return `| ${cells.map(cell).join(' | ')} |`
  } finally {
    await store.close()
  }
}

export async function checksDocument(year: number): Promise<string> {
  const rows: string[] = []
  for (const rule of allRules) rows.push(await row(rule, year))
  return `${head}| rule | severity | --fix | what is wrong | example |\n| --- | --- | --- | --- | --- |\n${rows.join('\n')}\n`
}
