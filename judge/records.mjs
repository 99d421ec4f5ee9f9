/**
 * Every record of the corpora that lie beside the project: read by the project's own readers, given keys that are
 * different, and each work that says exactly the same as another left out.
 */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { readFileEntries } from '../dist/importing/files.js'
import { fromCsl } from '../dist/model/csl/read.js'
import { makeKey } from '../dist/model/key.js'

export const corpora = new URL('../../shared/corpora/', import.meta.url).pathname

function* filesIn(folder) {
  for (const name of readdirSync(folder).sort()) {
    const path = join(folder, name)
    if (statSync(path).isDirectory()) yield* filesIn(path)
    else yield path
  }
}

/** @returns { records, files }: records as a store gives them */
export async function corpusRecords() {
  if (!existsSync(corpora)) throw new Error(`There are no corpora at ${corpora}.`)
  const seen = new Set()
  const keys = new Set()
  const records = []
  let files = 0
  let read = 0
  const add = (input) => {
    read++
    // What an import keeps for the same format would make the judge see the source and not our writing.
    const { extra: _, ...publication } = input
    const said = JSON.stringify({ ...publication, key: undefined })
    if (seen.has(said)) return
    seen.add(said)
    const base = publication.key ?? makeKey(publication)
    let key = base
    for (let i = 2; keys.has(key.toLowerCase()); i++) key = `${base}-${i}`
    keys.add(key.toLowerCase())
    records.push(recordOf({ ...publication, key }))
  }
  for (const path of filesIn(corpora)) {
    if (/\.(?:bib|ris)$/.test(path)) {
      files++
      for await (const { publication } of readFileEntries(path)) if (publication) add(publication)
    } else if (/csl(?:-json)?\b.*\.json$/.test(path) && !path.includes('/schema/')) {
      const items = JSON.parse(readFileSync(path, 'utf8'))
      if (!Array.isArray(items)) continue
      files++
      for (const item of items) if (item && typeof item === 'object') add(fromCsl(item))
    }
  }
  return { records, files, read }
}

export function recordOf(publication) {
  const now = '2024-01-01T00:00:00Z'
  const year = /^-?\d{4}/.exec(publication.issued ?? '')?.[0]
  const whole = {
    ...publication,
    ...(year ? { year: Number(year) } : {}),
    created: now,
    updated: now,
    version: 1,
  }
  return {
    key: whole.key,
    version: 1,
    updated: Date.parse(now),
    json: JSON.stringify(whole),
    publication: whole,
  }
}
