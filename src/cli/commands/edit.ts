/** `offprint edit KEY`: the fields of a publication with their sources, changed and locked. */
import { readConfig } from '../../config.ts'
import { joinedTo } from '../../importing/run/combine.ts'
import { changeHeld, heldOf, type Keyed } from '../../importing/run/held.ts'
import { validate } from '../../importing/validate.ts'
import { wrongTexts } from '../../importing/wrong-texts.ts'
import { nearest } from '../../model/nearest.ts'
import { choices } from '../../model/problem.ts'
import { ownFields, type Provenance, sourceOf } from '../../model/provenance.ts'
import type { PublicationInput } from '../../model/publication.ts'
import { PublicationInput as schema } from '../../model/schemas/publication.ts'
import type { Store } from '../../model/store.ts'
import { openStore } from '../../store/open.ts'
import { readArguments, UsageError } from '../arguments.ts'

const many = { type: 'string', multiple: true, default: [] as string[] } as const
export const options = {
  unset: many,
  lock: many,
  unlock: many,
  json: { type: 'boolean', default: false },
} as const

export const help = async () => `offprint edit KEY [FIELD=VALUE…] [options]

Without changes, lists the fields of a publication, the source of each, and which of them are locked. What you change is
yours: an import fills in what is missing and shows what it would have otherwise, and never changes it back.

  FIELD=VALUE      a new value: text, or JSON for lists and objects; venue.name=… reaches inside
  --unset FIELD    takes a field out
  --lock FIELD     keeps imports from changing a field, whatever its source
  --unlock FIELD   lets them again
  --json           the same as JSON

Examples
  offprint edit ye2024deep
  offprint edit ye2024deep 'title=Deep Learning Workload Scheduling' venue.short=CSUR
  offprint edit ye2024deep 'tags=["GPU","scheduling"]' --lock tags
  offprint edit ye2024deep visibility=hidden

Exit codes: 0 done, 1 failed and nothing changed, 2 wrong call`

export default async function edit(argv: string[]): Promise<void> {
  const { values, positionals } = readArguments(argv, options, { name: 'The key', least: 1, most: 1000 })
  const [reference, ...assignments] = positionals as [string, ...string[]]
  for (const field of [...values.unset, ...values.lock, ...values.unlock]) requireField(field.split('.')[0]!)
  const store = openStore(readConfig(process.env).DATABASE_URL)
  try {
    const change = (publication: Keyed) => changed(publication, assignments, values.unset)
    const key = await changeHeld(store, reference, change, { lock: values.lock, unlock: values.unlock })
    await show(store, key, values.json)
  } finally {
    await store.close()
  }
}

/** @throws UsageError where it would not be valid any more */
function changed(publication: Keyed, assignments: string[], unset: string[]): PublicationInput {
  const made = structuredClone(publication) as Record<string, unknown>
  for (const assignment of assignments) assign(made, assignment)
  for (const field of unset) put(made, field.split('.'), undefined)
  const known = new Set(wrongTexts(publication).map(({ message }) => message))
  const [fault] = [
    ...validate(schema, made),
    // What was wrong before is no reason to keep anything else from being put right.
    ...wrongTexts(made).filter(({ message }) => !known.has(message)),
  ]
  if (fault) throw new UsageError(`${fault.path.join('.')} ${fault.message}.`)
  if (made.key !== publication.key) throw new UsageError('A key once given never changes.')
  return made as PublicationInput
}

async function show(store: Store, key: string, asJson: boolean): Promise<void> {
  const { publication } = await heldOf(store, key)
  const provenance = await store.provenance(key)
  const fields = Object.entries(publication).map(([field, value]) => {
    const source = sourceOf(field, publication, provenance)
    return { field, value, ...(source ? { source } : {}), locked: provenance.locked.includes(field) }
  })
  const joined = joinedTo(provenance).map(({ source, entry }) => ({ source, entry }))
  if (asJson) return console.log(JSON.stringify({ key, fields, joined }, null, 2))
  for (const { field, value, source, locked } of fields) {
    const text = typeof value === 'string' ? value : JSON.stringify(value)
    const cut = text.length > 60 ? `${text.slice(0, 60)}…` : text
    console.log(
      `${field.padEnd(16)} ${cut.padEnd(62)} ${source?.source ?? (ownFields.has(field) ? '' : 'by hand')}${locked ? ', locked' : ''}`,
    )
  }
  for (const field of onlyLocked(publication, provenance))
    console.log(`${field.padEnd(16)} ${''.padEnd(62)} locked`)
  for (const { source, entry } of joined) console.log(`put together with ${entry} (${source})`)
}

const onlyLocked = (publication: object, { locked }: Provenance) =>
  locked.filter((field) => !(field in publication))

function assign(publication: Record<string, unknown>, assignment: string): void {
  const at = assignment.indexOf('=')
  if (at < 1) throw new UsageError(`"${assignment}" is no FIELD=VALUE.`)
  const path = assignment.slice(0, at).split('.')
  requireField(path[0]!)
  put(publication, path, readValue(assignment.slice(at + 1)))
}

/** JSON where it is some, text otherwise: a title may be "1984" and a year is text here. */
function readValue(text: string): unknown {
  if (text === 'true' || text === 'false') return text === 'true'
  if (!/^\s*[[{"]/.test(text)) return text
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

function put(object: Record<string, unknown>, [name, ...rest]: string[], value: unknown): void {
  if (rest.length === 0) {
    if (value === undefined) delete object[name!]
    else object[name!] = value
    return
  }
  const inner = object[name!]
  const next = typeof inner === 'object' && inner !== null ? (inner as Record<string, unknown>) : {}
  object[name!] = next
  put(next, rest, value)
}

function requireField(field: string): void {
  if (Object.hasOwn(schema.properties, field)) return
  const near = nearest(field, Object.keys(schema.properties))
  throw new UsageError(`There is no field "${field}".${near.length ? ` Did you mean ${choices(near)}?` : ''}`)
}
