/**
 * Citation File Format 1.0 to 1.2 (https://github.com/citation-file-format/citation-file-format, schema-guide.md): the
 * preferred citation, the work a file is of, and the references, an entry each. What has no place is kept
 * in `extra.cff`.
 */
import { cffPublication } from '../cff/publication.ts'
import { EntryMaker } from '../entry.ts'
import { isMap, type Json, maps } from '../json-reader.ts'
import type { Entry, Reader, Source } from '../reader.ts'
import { decodeAll } from '../text.ts'
import { readYaml } from '../yaml-file.ts'

/** Of the file, and not of the work. */
const ofFile = ['cff-version', 'message', 'references', 'preferred-citation']

async function* read(source: Source): AsyncGenerator<Entry> {
  const { text, changed } = await decodeAll(source)
  const start = new EntryMaker({ file: source.name, line: 1, column: 1 }, 'file')
  if (changed) start.note('warning', 'the file is not UTF-8; it is read as Windows-1252')
  const file = readYaml(source.name, text)
  for (const { line, column, message } of file.faults) {
    const maker = new EntryMaker({ file: source.name, line, column }, 'file')
    yield maker.refuse(message)
    return
  }
  const data = file.data
  if (!isMap(data)) {
    yield start.refuse('the file has to be a map with cff-version, message, title and authors')
    return
  }
  const makerAt = (path: (string | number)[], name: string) => {
    const { line, column } = file.fault(path, '')
    return new EntryMaker({ file: source.name, line, column }, name)
  }
  const preferred = data['preferred-citation']
  if (isMap(preferred)) {
    yield one(preferred, makerAt(['preferred-citation'], 'preferred-citation'), data)
    if (isWorkBeside(data, preferred)) yield one(data, start, undefined)
  } else if (!(Array.isArray(data.references) && isCollection(data))) yield one(data, start, undefined)
  for (const [i, reference] of maps(data.references).entries())
    yield one(reference, makerAt(['references', i], `reference ${i + 1}`), undefined)
}

/** A list that Offprint wrote is no work of its own: its author is its title. */
const isCollection = ({ title, authors }: Json) =>
  maps(authors).length === 1 && maps(authors)[0]!.name === title && title !== undefined

/** Software with a paper to cite in its place is a work as well, where the file says more of it than whose it is. */
const isWorkBeside = (file: Json, preferred: Json) =>
  file.title !== preferred.title && ['doi', 'version', 'date-released', 'commit'].some((name) => name in file)

function one(work: Json, maker: EntryMaker, file: Json | undefined): Entry {
  if (work.title === undefined && work.authors === undefined && work.doi === undefined)
    return maker.refuse('there is neither a title nor an author', 'title')
  if (work.title === undefined) maker.note('warning', 'there is no title', 'title')
  const rest = Object.fromEntries(Object.entries(work).filter(([name]) => !ofFile.includes(name)))
  return cffPublication(rest, maker, file)
}

export const reader: Reader = {
  name: 'cff',
  title: 'Citation File Format',
  extensions: ['cff'],
  recognise: (head) => (/^["']?cff-version["']?\s*:/m.test(head) ? 0.95 : 0),
  read,
}
