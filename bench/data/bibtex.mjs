/**
 * A BibTeX file as people have them, made from the records of a benchmark: entries in the three hands that most files are
 * written in, a person's (quotes, macros, one line a field), a publisher's (braces, LaTeX's accents, an abstract) and
 * BibLaTeX's, with macros before them, proceedings that papers refer to, and a remark here and there.
 */
import { random } from './random.mjs'
import { publicationAt } from './records.mjs'

const commands = new Map([
  ['ø', '{\\o}'],
  ['Ø', '{\\O}'],
  ['å', '{\\aa}'],
  ['Å', '{\\AA}'],
  ['ł', '{\\l}'],
  ['Ł', '{\\L}'],
  ['ß', '{\\ss}'],
  ['ı', '{\\i}'],
])
const marks = new Map(
  Object.entries({
    '\u0300': '`',
    '\u0301': "'",
    '\u0302': '^',
    '\u0303': '~',
    '\u0308': '"',
    '\u030C': 'v',
    '\u0327': 'c',
    '\u0328': 'k',
    '\u0326': 'c',
    '\u0306': 'u',
    '\u030B': 'H',
    '\u030A': 'r',
    '\u0307': '.',
  }),
)
/** As older files have it: every letter with a mark is a command in braces. */
const latex = (text) =>
  text.replace(/\P{ASCII}/gu, (character) => {
    const [letter, mark] = character.normalize('NFD')
    return commands.get(character) ?? (marks.has(mark) ? `{\\${marks.get(mark)}{${letter}}}` : character)
  })
const plain = (text) => text

const markup = (title) =>
  title
    .replace(/<sub>(\w+)<\/sub>/g, '$_$1$')
    .replaceAll('& ', '\\& ')
    .replace(/\b([A-Z]{2,}\w*)\b/g, '{$1}')

const nameOf = ({ literal, family, given, particle, suffix }, isInOrder) => {
  if (literal) return `{${literal}}`
  const last = particle ? `${particle} ${family}` : family
  return isInOrder && !suffix ? `${given} ${last}` : [last, suffix, given].filter(Boolean).join(', ')
}

const types = {
  'article-journal': 'article',
  'paper-conference': 'inproceedings',
  chapter: 'incollection',
  thesis: 'phdthesis',
  report: 'techreport',
  book: 'book',
  article: 'misc',
}
const months = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ')
const macros = Array.from({ length: 12 }, (_, i) => [`pub${i}`, `Publisher of Volume ${i}`])

/** The fields of a record, by name; a macro is a list of one. */
function fieldsOf(record, { isBiblatex, isInOrder, spell, publisher }) {
  const { type, issued, venue, identifiers = {} } = record
  const [year, month] = issued.split('-')
  const people = (role) =>
    record.contributors
      .filter((one) => one.role === role)
      .map((one) => spell(nameOf(one, isInOrder)))
      .join(' and ')
  const container =
    type === 'article-journal' ? (isBiblatex ? 'journaltitle' : 'journal') : venue ? 'booktitle' : undefined
  return {
    author: people('author'),
    title: markup(spell(record.title)),
    ...(container ? { [container]: spell(venue.name) } : {}),
    ...(people('editor') ? { editor: people('editor') } : {}),
    ...(isBiblatex ? { date: issued } : { year, ...(month ? { month: [months[Number(month) - 1]] } : {}) }),
    ...(record.volume ? { volume: record.volume, number: record.issue } : {}),
    ...(record.pages ? { pages: record.pages.replace('-', '--') } : {}),
    ...(type === 'thesis'
      ? { school: 'University of the North' }
      : record.publisher
        ? { publisher: publisher ?? record.publisher }
        : {}),
    ...(venue?.issn ? { issn: venue.issn[0] } : {}),
    ...(identifiers.doi ? { doi: identifiers.doi } : {}),
    ...(identifiers.arxiv
      ? isBiblatex
        ? { eprint: identifiers.arxiv, eprinttype: 'arxiv' }
        : { eprint: identifiers.arxiv, archivePrefix: 'arXiv', primaryClass: 'cs.DC' }
      : {}),
    ...(record.url ? { url: record.url } : {}),
    ...(record.tags ? { keywords: record.tags.join(', ') } : {}),
    ...(record.abstract ? { abstract: spell(record.abstract) } : {}),
  }
}

function entryAt(number) {
  const draw = random(number, 5)
  const hand = draw.below(3)
  const record = publicationAt(number)
  const isBiblatex = hand === 2
  const publisher = hand === 0 ? [draw.pick(macros)[0]] : undefined
  const fields = fieldsOf(record, {
    isBiblatex,
    isInOrder: hand === 0,
    spell: hand === 1 ? latex : plain,
    publisher,
  })
  if (number % 40 === 39) fields.crossref = `proc${Math.floor(number / 400)}`
  const value = (text) => (Array.isArray(text) ? text[0] : hand === 0 ? `"${text}"` : `{${text}}`)
  const type = types[record.type] ?? (isBiblatex ? record.type : 'misc')
  const lines = Object.entries(fields).map(
    ([name, text]) => `  ${name.padEnd(hand ? 12 : 0)} = ${value(text)}`,
  )
  const remark = draw.chance(0.01) ? '% checked against the publisher\n\n' : ''
  return `${remark}@${hand === 0 ? type[0].toUpperCase() + type.slice(1) : type}{key${number},\n${lines.join(',\n')}${hand ? '' : ','}\n}\n\n`
}

const proceedingsAt = (at) =>
  `@proceedings{proc${at},\n  title = {Proceedings of Meeting ${at}},\n  year = {${1990 + (at % 30)}},\n  editor = {Ada Lovelace}\n}\n\n`

/** @returns the text of `count` entries, each four hundredth the proceedings that some before it refer to */
export function bibtexFile(count) {
  const head = macros.map(([name, text]) => `@string{${name} = "${text}"}\n`).join('')
  const entries = Array.from({ length: count }, (_, at) =>
    at % 400 === 399 ? proceedingsAt((at - 399) / 400) : entryAt(at),
  )
  return `% Made for a benchmark.\n\n${head}\n${entries.join('')}`
}
