/**
 * EndNote XML (RSXML.dtd), of EndNote X to 21 and of Zotero. Its fields are those of Refer under longer names; italics
 * and the like, which are styles here, become CSL's tags. What has no place is kept in `extra.endnote-xml`.
 */
import { fromEndnote } from '../endnote/publication.ts'
import { endnoteTypeName } from '../endnote/types.ts'
import type { EntryMaker } from '../entry.ts'
import type { Entry, Reader } from '../reader.ts'
import type { Tagged } from '../tagged.ts'
import { Tags } from '../tags.ts'
import { childOf, childrenOf, type Element, leftIn, textAt, textIn, xmlReader } from '../xml.ts'

/** Path of the elements → tag of Refer. */
const fields: [path: string, tag: string][] = [
  ['contributors/authors/author', 'A'],
  ['contributors/secondary-authors/author', 'E'],
  ['contributors/tertiary-authors/author', 'Y'],
  ['contributors/subsidiary-authors/author', '?'],
  ['contributors/translated-authors/author', '?'],
  ['titles/title', 'T'],
  ['titles/short-title', '!'],
  ['titles/tertiary-title', 'S'],
  ['periodical/full-title', 'J'],
  ['periodical/abbr-1', 'O'],
  ['pages', 'P'],
  ['volume', 'V'],
  ['number', 'N'],
  ['num-vols', '6'],
  ['edition', '7'],
  ['section', '&'],
  ['keywords/keyword', 'K'],
  ['dates/year', 'D'],
  ['dates/pub-dates/date', '8'],
  ['pub-location', 'C'],
  ['publisher', 'I'],
  ['isbn', '@'],
  ['accession-num', 'M'],
  ['call-num', 'L'],
  ['report-id', 'N'],
  ['electronic-resource-num', 'R'],
  ['abstract', 'X'],
  ['label', 'F'],
  ['notes', 'Z'],
  ['work-type', '9'],
  ['remote-database-name', '~'],
  ['language', 'G'],
  ['urls/related-urls/url', 'U'],
  ['urls/web-urls/url', 'U'],
  ['urls/pdf-urls/url', '>'],
  ['access-date', '['],
  ['custom2', '2'],
]
const taken = new Set([
  ...fields.map(([path]) => path.split('/')[0]!),
  ...['ref-type', 'rec-number', 'source-app', 'database', 'foreign-keys'],
])
const inJournal = new Set(['Journal Article', 'Magazine Article', 'Newspaper Article', 'Electronic Article'])

function convert(record: Element, maker: EntryMaker): Entry {
  const kind = childOf(record, 'ref-type')
  const type = kind?.attributes.name ?? endnoteTypeName(textIn(kind) ?? '')
  const tags: Tagged[] = type ? [{ tag: '0', value: type, line: 0 }] : []
  const add = (tag: string, value: string | undefined) => {
    if (value) tags.push({ tag, value, line: 0 })
  }
  for (const [path, tag] of fields) {
    for (const element of elementsAt(record, path.split('/')))
      add(tag, tag === 'T' || tag === '!' ? titleText(element) : textIn(element))
  }
  const second = textAt(record, 'titles', 'secondary-title')
  const isArticle = inJournal.has(type ?? '')
  if (second && !(isArticle && tags.some(({ tag }) => tag === 'J'))) add(isArticle ? 'J' : 'B', second)
  const isSaid =
    !second || !isArticle || tags.some(({ tag, value }) => 'JO'.includes(tag) && value === second)
  if (!isArticle && !second) for (const one of tags) if (one.tag === 'J') one.tag = 'B'
  if (tags.every(({ tag }) => tag === '0')) return maker.refuse('the record has nothing but its type')
  const values = new Tags({ tags })
  const draft = fromEndnote(values, maker.note)
  const original = textAt(record, 'titles', 'alt-title')
  if (original && original !== draft.venue?.short) draft.originalTitle = original
  draft.originalPublisher = textAt(record, 'orig-pub')
  if (draft.key) maker.name = draft.key
  const known = new Set([...taken, 'orig-pub'])
  const names = new Map(fields.map(([path, tag]) => [tag, path]))
  const unplaced = Object.entries(values.left() ?? {}).map(([tag, texts]) => [names.get(tag) ?? tag, texts])
  return maker.publication(draft, 'endnote-xml', {
    ...leftIn(record, known),
    ...Object.fromEntries(unplaced),
    ...(isSaid ? {} : { 'titles/secondary-title': second }),
  })
}

function elementsAt(element: Element, [name, ...rest]: string[]): Element[] {
  const found = childrenOf(element, name!)
  return rest.length ? found.flatMap((one) => elementsAt(one, rest)) : found
}

const faces: Record<string, string> = { italic: 'i', bold: 'b', subscript: 'sub', superscript: 'sup' }

function titleText(element: Element): string | undefined {
  const text = element.children
    .map((child) => {
      if (typeof child === 'string') return child
      const inner = child.children
        .map((one) => (typeof one === 'string' ? one : (textIn(one) ?? '')))
        .join('')
      const tag = faces[child.attributes.face ?? '']
      return tag && inner.trim() ? `<${tag}>${inner}</${tag}>` : inner
    })
    .join('')
  return text.replace(/\s+/g, ' ').trim() || undefined
}

export const reader: Reader = {
  name: 'endnote-xml',
  title: 'EndNote XML',
  extensions: ['endnote.xml'],
  recognise: (head) => (/<xml>\s*<records>|<ref-type\b/.test(head) ? 0.95 : 0),
  read: xmlReader({ records: new Set(['record']) }, convert),
}
