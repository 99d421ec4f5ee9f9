/**
 * Citation File Format 1.2.0 (https://github.com/citation-file-format/citation-file-format, schema-guide.md). The format
 * describes software or a dataset; these are described directly. Any other work is the preferred citation of the file,
 * ready to go into a repository of the work's code. A list is a file whose references are its publications.
 */
import type { CslType } from '../model/csl-variables.ts'
import type { PublicationRecord } from '../model/store.ts'
import { cffReference, cffWork, commonDay, readCff } from '../rendering/cff-reference.ts'
import type { DataMap } from '../rendering/compact.ts'
import { defineFormat, type RenderContext } from '../rendering/format.ts'
import { yamlItems, yamlMapping } from '../rendering/yaml.ts'

const head = (message: string): DataMap => ({ 'cff-version': '1.2.0', message })
const works: Partial<Record<CslType, string>> = { software: 'software', dataset: 'dataset' }

function item({ publication: p, key }: PublicationRecord, { baseUrl }: RenderContext): string {
  const view = { p, key, baseUrl }
  const kind = works[p.type]
  if (kind) {
    return yamlMapping({
      ...head(`If you use this ${kind}, please cite it as below.`),
      type: kind,
      ...readCff(cffWork, view),
      'date-released': commonDay(p.issued),
    })
  }
  const { title, authors, 'repository-code': code } = readCff(cffWork, view)
  return yamlMapping({
    ...head('If you use this work, please cite it as below.'),
    title,
    authors,
    'repository-code': code,
    'preferred-citation': readCff(cffReference, view),
  })
}

export default defineFormat({
  name: 'cff',
  title: 'Citation File Format',
  specification: 'https://citation-file-format.github.io/',
  mediaTypes: ['application/x-cff+yaml'],
  extensions: ['cff'],
  parameters: [],
  list: ({ title, baseUrl }) => ({
    // Who wrote the publications is not known before they are read: the list itself is by whom it is about.
    head: yamlMapping({
      ...head('Please cite the works below that you use.'),
      title: title || 'Publications',
      authors: [{ name: title || 'Publications' }],
    }),
    batch(records, offset) {
      // A sequence without items would not be valid, so its name comes with the first item.
      const opening = offset === 0 && records.length ? 'references:\n' : ''
      const items = records.map(({ publication: p, key }) => readCff(cffReference, { p, key, baseUrl }))
      return opening + yamlItems(items, '  ')
    },
  }),
  item,
})
