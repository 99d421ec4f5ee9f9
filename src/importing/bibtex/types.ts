/** Entry types of BibTeX and BibLaTeX (manual, section 2.1, with the types that styles add) → CSL types. */
import type { CslType } from '../../model/csl-variables.ts'

const types: Record<string, CslType> = {
  article: 'article-journal',
  suppperiodical: 'article-journal',
  book: 'book',
  mvbook: 'book',
  collection: 'book',
  mvcollection: 'book',
  proceedings: 'book',
  mvproceedings: 'book',
  reference: 'book',
  mvreference: 'book',
  manual: 'book',
  booklet: 'pamphlet',
  inbook: 'chapter',
  bookinbook: 'chapter',
  suppbook: 'chapter',
  incollection: 'chapter',
  suppcollection: 'chapter',
  inreference: 'entry-encyclopedia',
  inproceedings: 'paper-conference',
  conference: 'paper-conference',
  phdthesis: 'thesis',
  mastersthesis: 'thesis',
  bachelorsthesis: 'thesis',
  thesis: 'thesis',
  techreport: 'report',
  report: 'report',
  unpublished: 'manuscript',
  misc: 'document',
  online: 'webpage',
  electronic: 'webpage',
  www: 'webpage',
  webpage: 'webpage',
  patent: 'patent',
  periodical: 'periodical',
  dataset: 'dataset',
  data: 'dataset',
  software: 'software',
  softwareversion: 'software',
  softwaremodule: 'software',
  codefragment: 'software',
  artwork: 'graphic',
  audio: 'song',
  music: 'song',
  video: 'motion_picture',
  movie: 'motion_picture',
  image: 'figure',
  jurisdiction: 'legal_case',
  legislation: 'legislation',
  legal: 'treaty',
  letter: 'personal_communication',
  performance: 'performance',
  review: 'review',
  standard: 'standard',
  map: 'map',
  talk: 'speech',
  presentation: 'speech',
  poster: 'speech',
  preprint: 'article',
  newspaper: 'article-newspaper',
  magazine: 'article-magazine',
}

/** Entries that are no publications. */
export const noPublication = new Set(['comment', 'preamble', 'string', 'set', 'bibnote', 'control', 'xdata'])

const theses: Record<string, string> = {
  phdthesis: 'PhD thesis',
  mastersthesis: "Master's thesis",
  bachelorsthesis: "Bachelor's thesis",
  mathesis: "Master's thesis",
  bathesis: "Bachelor's thesis",
  candthesis: "Candidate's thesis",
}

/** BibLaTeX's keys for `type` → what they stand for. */
const typeKeys: Record<string, string> = {
  ...theses,
  techreport: 'Technical report',
  resreport: 'Research report',
  patent: 'Patent',
  patentus: 'U.S. patent',
  patenteu: 'European patent',
  software: 'Computer software',
  datacd: 'Data CD',
  audiocd: 'Audio CD',
}

/** Plain text of the first of these fields that is there. */
type Peek = (...names: string[]) => string | undefined

export function cslType(entry: string, peek: Peek): CslType | undefined {
  const type = types[entry]
  const subtype = peek('entrysubtype')?.toLowerCase()
  if (type === 'article-journal' && (subtype === 'magazine' || subtype === 'newspaper'))
    return `article-${subtype}`
  if (type === 'article-journal' && !peek('journal', 'journaltitle') && isPreprint(peek)) return 'article'
  if (type === 'manuscript' && peek('eventtitle')) return 'speech'
  if ((type === 'document' || type === 'webpage') && isPreprint(peek)) return 'article'
  if (type === 'document') return miscType(peek) ?? type
  return type
}

/** An arXiv number, or a field that says so. */
function isPreprint(peek: Peek): boolean {
  const archive = peek('archiveprefix', 'eprinttype')
  if (archive && /^(?:arxiv|hal|biorxiv|medrxiv|chemrxiv|ssrn)$/i.test(archive)) return true
  return [peek('howpublished'), peek('publisher'), peek('journal', 'journaltitle')].some(
    (text) => text !== undefined && /\b(?:preprint|arxiv|biorxiv|medrxiv)\b/i.test(text),
  )
}

/** What `@misc` stands for, where its fields tell. */
function miscType(peek: Peek): CslType | undefined {
  const how = peek('howpublished', 'type')
  if (how === undefined) return undefined
  if (/^(?:computer )?software\b/i.test(how)) return 'software'
  if (/^data ?set\b/i.test(how)) return 'dataset'
  if (/\bpatent\b/i.test(how)) return 'patent'
  if (/^(?:talk|invited talk|keynote|presentation|poster|tutorial)\b/i.test(how)) return 'speech'
  return undefined
}

/** What kind of thesis or report it is. */
export function genreOf(entry: string, type: string | undefined): string | undefined {
  if (type !== undefined) return typeKeys[type.toLowerCase()] ?? type
  return theses[entry]
}
