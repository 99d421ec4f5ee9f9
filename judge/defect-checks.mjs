/** What is a defect in a BibTeX entry, by field. Each check gives what is wrong, or nothing. */
import { inFolder, run } from './tools.mjs'

/** Braces that belong to a command are no protection. */
const bare = (tex) => tex.replace(/\{?\\(?:[a-zA-Z]+|.)\s*(?:\{[^{}]*\})?\}?/g, 'x')
const has = (item, ...names) => names.every((name) => item[name] !== undefined)
const issuedParts = (item) => item.issued?.['date-parts']?.[0] ?? []

const types = {
  'article-journal': ['article', 'unpublished', 'misc'],
  'article-newspaper': ['article'],
  'paper-conference': ['inproceedings', 'conference', 'misc'],
  report: ['techreport', 'report'],
  book: ['book', 'booklet', 'misc'],
  webpage: ['misc', 'online'],
  article: ['misc', 'unpublished', 'online'],
  thesis: ['phdthesis', 'mastersthesis', 'thesis'],
  software: ['misc', 'software'],
  dataset: ['misc', 'dataset'],
  chapter: ['incollection', 'inbook'],
  patent: ['misc', 'patent'],
  speech: ['misc', 'unpublished'],
  'post-weblog': ['misc', 'online'],
}
const required = {
  article: ['author', 'title', 'journal', 'year'],
  book: ['title', 'publisher', 'year'],
  incollection: ['author', 'title', 'booktitle', 'publisher', 'year'],
  inbook: ['title', 'publisher', 'year'],
  inproceedings: ['author', 'title', 'booktitle', 'year'],
  phdthesis: ['author', 'title', 'school', 'year'],
  mastersthesis: ['author', 'title', 'school', 'year'],
  techreport: ['author', 'title', 'institution', 'year'],
  unpublished: ['author', 'title', 'note'],
}

/** The name as BibTeX wants it, in LaTeX or Unicode. */
const surname = (name) =>
  [name['dropping-particle'], name['non-dropping-particle'], name.family].filter(Boolean).join(' ')

function names(entry, item, field) {
  const people = item[field]
  if (!people) return undefined
  const tex = entry.fields[field] ?? (field === 'author' ? entry.fields.editor : undefined)
  if (tex === undefined) return `${people.length} names are lost`
  const parts = tex.split(/\s+and\s+(?![^{]*\})/)
  if (parts.length !== people.length) return `${parts.length} names of ${people.length}: ${tex.slice(0, 80)}`
  for (const [i, name] of people.entries()) {
    const part = parts[i]
    if (name.literal === 'others') {
      if (part !== 'others') return `"others" is ${part}`
    } else if (name.literal) {
      if (!/^\{.*\}$/.test(part) && /\s/.test(name.literal))
        return `the body ${name.literal} is taken apart: ${part}`
    } else if (/[{}]/.test(name.family)) {
      if (
        part.replace(/\\text\w+/g, '').split('{').length !== part.replace(/\\text\w+/g, '').split('}').length
      )
        return `braces do not balance: ${part}`
    } else {
      if (name.suffix && !part.includes(`, ${name.suffix},`))
        return `the suffix is not where BibTeX looks for it: ${part}`
      if (/^[\w' ]+$/.test(surname(name)) && !part.includes(surname(name)))
        return `${surname(name)} is ${part}`
      if (name['dropping-particle'] && part.endsWith(name['dropping-particle']))
        return `the particle is part of the given name: ${part}`
    }
  }
  return undefined
}

export const fieldChecks = {
  key: [(entry, item) => (entry.key === item.id ? undefined : `it is ${entry.key}`)],
  type: [
    (entry, item) => (types[item.type].includes(entry.type) ? undefined : `a ${item.type} is @${entry.type}`),
    (entry, item) => {
      if (item.type !== 'thesis') return undefined
      const isMaster = /master/i.test(item.genre)
      const said = entry.type === 'mastersthesis' || /master|mathesis/i.test(entry.fields.type ?? '')
      return isMaster === said
        ? undefined
        : `${item.genre} is @${entry.type}${entry.fields.type ? ` with type ${entry.fields.type}` : ''}`
    },
    (entry) => {
      const missing = (required[entry.type] ?? []).filter(
        (name) => !entry.fields[name] && !(name === 'author' && entry.fields.editor),
      )
      return missing.length ? `@${entry.type} without ${missing.join(', ')}` : undefined
    },
  ],
  title: [
    (entry) => (entry.fields.title ? undefined : 'it is lost'),
    (entry) =>
      /^\{.*\}$/.test(entry.fields.title ?? '') &&
      /\s/.test(entry.fields.title) &&
      !/^\{[^{}]*\}.*\{/.test(entry.fields.title)
        ? 'the whole title is in braces'
        : undefined,
    (entry) => {
      const words = bare(entry.fields.title ?? '')
        .split(/\s+/)
        .filter((word) => /\p{L}{2}/u.test(word))
      const kept = words.filter((word) => /^\{\p{Lu}?\p{Ll}+\}/u.test(word))
      return kept.length > 1 ? `ordinary words are in braces: ${entry.fields.title.slice(0, 80)}` : undefined
    },
    (entry) =>
      /&(?:amp|lt|gt|quot|#\d+);/.test(entry.fields.title ?? '') &&
      !/&lt;/.test(entry.key === 'hostile-html' ? '&lt;' : '')
        ? 'HTML entities'
        : undefined,
    (entry, item) =>
      /<(?:i|sub|sup|span)\b/.test(item.title) &&
      /<\/?(?:i|sub|sup|span)\b/.test(entry.fields.title ?? '') &&
      item.id !== 'hostile-html'
        ? 'tags of HTML'
        : undefined,
    (entry, item) =>
      /<sub>/.test(item.title) && !/textsubscript|\$_/.test(entry.fields.title ?? '')
        ? 'subscripts are lost'
        : undefined,
    (entry, item) =>
      /<i>/.test(item.title) &&
      item.id !== 'hostile-html' &&
      !/\\(?:textit|emph|it)\b/.test(entry.fields.title ?? '')
        ? 'italics are lost'
        : undefined,
    (entry, item) =>
      item.id === 'math' && !/\$O\(n \\log n\)\$/.test(entry.fields.title ?? '')
        ? `the formula is lost: ${entry.fields.title}`
        : undefined,
    (entry, item) => {
      if (item.id !== 'ascii-case') return undefined
      const lost = ['eBPF', 'iOS', 'TCP', 'NASA', 'LaTeX'].filter(
        (word) => !new RegExp(`\\{[^{}]*${word}`).test(entry.fields.title ?? ''),
      )
      return lost.length ? `nothing keeps the case of ${lost.join(', ')}` : undefined
    },
    (entry, item) =>
      item.id === 'markup' && !/\{[^{}]*McDonnell/.test(entry.fields.title ?? '')
        ? 'nothing keeps the case of McDonnell'
        : undefined,
    (entry) => {
      const unsafe = /(?<!\\)[%#_&^~]/.exec((entry.fields.title ?? '').replace(/\$[^$]*\$/g, ''))
      return unsafe && !/\$/.test(unsafe[0])
        ? `${unsafe[0]} would run as TeX: ${entry.fields.title.slice(0, 60)}`
        : undefined
    },
    (entry, item) =>
      item.id === 'hostile-latex' &&
      /(?<!\\textbackslash\}?|\{)\\(?:input|write18)\b/.test(entry.fields.title ?? '')
        ? 'a command of the record would run'
        : undefined,
    (entry) =>
      /[\r\n]/.test((entry.fields.title ?? '').replace(/\n\s+/g, ' '))
        ? 'line ends of the record stand in the field'
        : undefined,
  ],
  author: [(entry, item) => names(entry, item, 'author')],
  editor: [(entry, item) => names(entry, item, 'editor')],
  container: [
    (entry, item) => {
      if (
        !has(item, 'container-title') ||
        !['article-journal', 'article-newspaper', 'paper-conference', 'chapter'].includes(item.type)
      )
        return undefined
      return (entry.fields.journal ??
        entry.fields.booktitle ??
        entry.fields.journaltitle ??
        (item.status ? entry.fields.note : undefined))
        ? undefined
        : `${item['container-title'].slice(0, 40)} is lost`
    },
    (entry) =>
      /^\{.*\}$/.test(entry.fields.journal ?? '') ? 'the journal is in braces of its own' : undefined,
    (entry) => (/(?<!\\)[&%]/.test(entry.fields.journal ?? '') ? 'a sign would run as TeX' : undefined),
  ],
  date: [
    (entry, item) =>
      issuedParts(item)[0] > 0 && !(entry.fields.year ?? '').includes(String(issuedParts(item)[0]))
        ? `the year is ${entry.fields.year ?? 'lost'}`
        : undefined,
    (entry, item) =>
      issuedParts(item)[0] < 0 && !/380/.test(entry.fields.year ?? '')
        ? `380 BC is ${entry.fields.year ?? entry.fields.date ?? 'lost'}`
        : undefined,
    (entry, item) => (issuedParts(item)[1] && !entry.fields.month ? 'the month is lost' : undefined),
    (entry, item) =>
      issuedParts(item)[1] && entry.fields.month && !/\bmonth\s*=\s*[a-z]{3}\b/i.test(entry.source)
        ? `the month is no macro: ${entry.fields.month}`
        : undefined,
    (entry, item) => (item.issued?.season && !entry.fields.month ? 'the season is lost' : undefined),
    (entry, item) =>
      item.issued?.circa && !/c\.|circa|ca/i.test(entry.fields.year ?? '') ? '"circa" is lost' : undefined,
  ],
  pages: [
    (entry, item) => (item.page && !entry.fields.pages ? 'they are lost' : undefined),
    (entry) => (/\d-\d/.test(entry.fields.pages ?? '') ? `one hyphen: ${entry.fields.pages}` : undefined),
    (entry, item) =>
      item.id === 'article-number' && !JSON.stringify(entry.fields).includes('146')
        ? 'the article number is lost'
        : undefined,
  ],
  publisher: [
    (entry, item) =>
      item.type === 'thesis' && !entry.fields.school
        ? `the university is ${entry.fields.publisher ? 'publisher' : entry.fields.institution ? 'institution' : 'lost'}`
        : undefined,
    (entry, item) =>
      item.type === 'report' && !entry.fields.institution
        ? `the institution is ${entry.fields.publisher ? 'publisher' : 'lost'}`
        : undefined,
    (entry, item) =>
      item.type === 'book' && item.publisher && !entry.fields.publisher && !entry.fields.howpublished
        ? `the publisher is ${entry.fields.organization ? 'organization' : 'lost'}`
        : undefined,
    (entry, item) =>
      has(item, 'publisher-place') && !entry.fields.address
        ? `the place is ${entry.fields.location ? 'location' : 'lost'}`
        : undefined,
    (entry, item) =>
      ['software', 'dataset'].includes(item.type) &&
      !/Zenodo|Shanghai/.test(entry.fields.publisher ?? entry.fields.howpublished ?? '')
        ? 'the publisher is lost'
        : undefined,
  ],
  numbers: [
    (entry, item) => (item.volume && !entry.fields.volume ? 'the volume is lost' : undefined),
    (entry, item) => (item.issue && !entry.fields.number ? 'the issue is lost' : undefined),
    (entry, item) =>
      item.type === 'report' && item.number && !entry.fields.number ? 'the number is lost' : undefined,
    (entry, item) =>
      item.type === 'patent' && !JSON.stringify(entry.fields).includes(item.number)
        ? 'the number is lost'
        : undefined,
    (entry, item) =>
      item.version && !JSON.stringify(entry.fields).includes(item.version.replace(/^v/, ''))
        ? 'the version is lost'
        : undefined,
    (entry, item) => (item.edition && !entry.fields.edition ? 'the edition is lost' : undefined),
    (entry, item) => (item['collection-title'] && !entry.fields.series ? 'the series is lost' : undefined),
    (entry) =>
      entry.fields.edition && /edition/i.test(entry.fields.edition)
        ? `styles would print "edition edition": ${entry.fields.edition}`
        : undefined,
  ],
  identifiers: [
    (entry, item) =>
      item.DOI && entry.fields.doi !== item.DOI ? `the DOI is ${entry.fields.doi ?? 'lost'}` : undefined,
    (entry, item) => (item.ISBN && !entry.fields.isbn ? 'the ISBN is lost' : undefined),
    (entry, item) =>
      item.id === 'preprint' && entry.fields.eprint !== '2403.07648'
        ? `the eprint is ${entry.fields.eprint ?? 'lost'}`
        : undefined,
    (entry, item) =>
      item.id === 'preprint' && !/arxiv/i.test(entry.fields.archiveprefix ?? entry.fields.eprinttype ?? '')
        ? 'archivePrefix is lost'
        : undefined,
    (entry, item) =>
      item.id === 'preprint' && !/cs\.DC/.test(entry.fields.primaryclass ?? entry.fields.eprintclass ?? '')
        ? 'primaryClass is lost'
        : undefined,
  ],
  url: [
    (entry, item) =>
      /^https?:/.test(item.URL ?? '') && !item.DOI && !entry.fields.url && !/arxiv/.test(item.URL)
        ? 'it is lost'
        : undefined,
    (entry, item) =>
      item.id === 'special' && entry.fields.url !== item.URL ? `it is ${entry.fields.url}` : undefined,
    (entry) => (/^javascript:/i.test(entry.fields.url ?? '') ? 'it runs a script' : undefined),
    (entry) =>
      (entry.fields.url ?? '').match(/https?:/g)?.length > 1 ? 'two addresses in one field' : undefined,
  ],
  state: [
    (entry, item) =>
      item.status && !/press|appear|forthcoming|prepar/i.test(JSON.stringify(entry.fields))
        ? `"${item.status}" is lost`
        : undefined,
  ],
}

/** What is wrong with the file as a whole: entries lost or forged, and what bibtex itself says. */
export async function fileChecks(bib, entries, items) {
  const found = []
  if (entries.length !== items.length) found.push(`${entries.length} entries of ${items.length}`)
  for (const { key, troubles } of entries)
    for (const { message } of troubles) found.push(`\`${key}\`: ${message}`)
  const aux = '\\relax\n\\citation{*}\n\\bibstyle{plain}\n\\bibdata{in}\n'
  const log = await inFolder({ 'in.bib': bib.replace(/^\uFEFF/, ''), 't.aux': aux }, async (folder) => {
    const { stdout } = await run('bibtex', ['t'], folder)
    return stdout
  })
  for (const [, text] of log.matchAll(/^Warning--(.*)$/gm)) found.push(`bibtex: ${text}`)
  for (const [, text] of log.matchAll(/^(.*---line \d+ of file .*)$/gm)) found.push(`bibtex: ${text}`)
  return found
}
