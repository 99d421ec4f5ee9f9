/**
 * Works of the OpenAlex API (https://docs.openalex.org/api-entities/works/work-object): an answer with `results`, or works.
 * The abstract comes as the places of each word. Counts and concepts, which OpenAlex computes anew, are not kept.
 */

import { readType } from '../../model/csl/values.ts'
import type { CslType } from '../../model/csl-variables.ts'
import { normalizeArxiv, normalizeDoi, normalizeOrcid, schemes } from '../../model/identifier.ts'
import { parseName } from '../../model/name.ts'
import type { Contributor, Identifiers, Link, Venue } from '../../model/publication.ts'
import { asUrl, type Draft, dense, type EntryMaker } from '../entry.ts'
import { isMap, type Json, jsonReader, list, map, maps, text, texts } from '../json-reader.ts'
import { titleFrom } from '../markup.ts'
import { numbersIn } from '../numbers.ts'
import { affiliated } from '../organization.ts'
import type { Entry, Reader } from '../reader.ts'
import { readParts, readW3cDate } from '../w3c-date.ts'

const types: Record<string, CslType> = {
  article: 'article-journal',
  editorial: 'article-journal',
  erratum: 'article-journal',
  letter: 'article-journal',
  review: 'article-journal',
  retraction: 'article-journal',
  'reference-entry': 'entry',
  'book-section': 'chapter',
}
const kept = ['id', 'mesh', 'sustainable_development_goals', 'ids', 'type_crossref', 'indexed_in']

export function fromOpenalex(work: Json, maker: EntryMaker): Entry {
  const id = text(work.id)?.replace(/^https?:\/\/openalex\.org\//, '')
  if (id) maker.name = id
  const title = titleFrom(text(work.title) ?? text(work.display_name))
  if (!title && !id && !work.doi) return maker.refuse('the work has neither an identifier nor a title')
  if (!title) maker.note('warning', 'the work has no title', 'title')
  const location = map(work.primary_location)
  const source = map(location.source)
  const ids = identifiers(work, id)
  const type = typeOf(work, source)
  const draft: Draft = { type, title, identifiers: ids }
  draft.contributors = maps(work.authorships).flatMap(person)
  draft.issued = dateOf(work)
  draft.venue = venue(source, type)
  const biblio = map(work.biblio)
  draft.volume = text(biblio.volume)
  draft.issue = text(biblio.issue)
  const [first, last] = [text(biblio.first_page), text(biblio.last_page)]
  draft.pages = first && last && first !== last ? `${first}-${last}` : first
  draft.language = text(work.language)
  draft.abstract = abstractOf(work.abstract_inverted_index)
  draft.tags = [...new Set(maps(work.keywords).flatMap((one) => text(one.display_name ?? one.keyword) ?? []))]
  draft.license = text(location.license)
  const landing = asUrl(location.landing_page_url)
  if (landing && !/doi\.org\//.test(landing)) draft.url = landing
  const pdf = asUrl(location.pdf_url) ?? asUrl(map(work.best_oa_location).pdf_url)
  draft.links = pdf ? ([{ kind: 'pdf', url: pdf }] satisfies Link[]) : undefined
  if (source.type === 'journal' || source.type === 'conference')
    draft.publisher = text(source.host_organization_name)
  draft.funding = [...maps(work.grants), ...maps(work.awards)].flatMap((one) => {
    const funder = text(one.funder_display_name)
    const award = text(one.award_id ?? one.funder_award_id)
    return funder ? [{ funder, ...(award ? { award } : {}) }] : []
  })
  if (work.is_retracted === true) draft.status = 'retracted'
  return maker.publication(
    draft,
    'openalex',
    Object.fromEntries(kept.slice(1).map((name) => [name, work[name]])),
  )
}

function identifiers(work: Json, id: string | undefined): Identifiers {
  const all = map(work.ids)
  const found: Identifiers = {}
  const doi = normalizeDoi(text(work.doi ?? all.doi) ?? '')
  if (doi) found.doi = doi
  if (id) found.openalex = id
  const [pmid, pmcid] = [text(all.pmid), text(all.pmcid)]
  const goodPmid = pmid && schemes.pmid.normalize(pmid)
  const goodPmcid = pmcid && schemes.pmcid.normalize(pmcid)
  if (goodPmid) found.pmid = goodPmid
  if (goodPmcid) found.pmcid = goodPmcid
  const pages = [...maps(work.locations), map(work.primary_location)].flatMap((one) =>
    texts(one.landing_page_url),
  )
  const arxiv = pages
    .filter((one) => /arxiv\.org\//i.test(one))
    .map(normalizeArxiv)
    .find(Boolean)
  const ofDoi = /^10\.48550\/arxiv\./i.test(doi ?? '') ? normalizeArxiv(doi!.slice(15)) : undefined
  if (arxiv || ofDoi) found.arxiv = (arxiv || ofDoi)!
  return found
}

function typeOf(work: Json, source: Json): CslType {
  const [type, crossref] = [text(work.type) ?? '', text(work.type_crossref) ?? '']
  if (source.type === 'conference' || crossref === 'proceedings-article') return 'paper-conference'
  return (Object.hasOwn(types, type) ? types[type] : readType(type)) as CslType
}

/** A work whose day is not known is dated on the first of January. */
function dateOf(work: Json): string | undefined {
  const day = readW3cDate(work.publication_date)
  return day && !day.endsWith('-01-01') ? day : (readParts(work.publication_year) ?? day?.slice(0, 4))
}

function person(authorship: Json): Contributor[] {
  const author = map(authorship.author)
  const name = text(author.display_name) ?? text(authorship.raw_author_name)
  if (!name) return []
  const orcid = normalizeOrcid(text(author.orcid) ?? '')
  const affiliations = maps(authorship.institutions).flatMap((one) => affiliated(one.display_name, one.ror))
  return [
    {
      role: 'author',
      ...parseName(name),
      ...(orcid ? { orcid } : {}),
      ...(authorship.is_corresponding === true ? { corresponding: true } : {}),
      ...(affiliations.length ? { affiliations } : {}),
    },
  ]
}

function venue(source: Json, type: CslType): Venue {
  const name = text(source.display_name)
  const kinds = { journal: 'journal', conference: 'conference', repository: 'repository' } as const
  const kind = kinds[text(source.type) as keyof typeof kinds]
  const issn = [...texts(source.issn_l), ...texts(source.issn)].flatMap((one) => numbersIn(one).issn)
  const isWhole = type === 'book' || type === 'thesis' || type === 'dataset'
  return dense({
    name: isWhole ? undefined : name,
    kind: isWhole ? undefined : kind,
    issn: [...new Set(issn)],
  }) as Venue
}

/** Places of words → the text; a place that is none or far away is an index gone wrong. */
function abstractOf(index: unknown): string | undefined {
  if (!isMap(index)) return undefined
  const words: string[] = []
  for (const [word, places] of Object.entries(index)) {
    for (const place of list(places)) {
      if (typeof place === 'number' && Number.isInteger(place) && place >= 0 && place < 100_000)
        words[place] = word
    }
  }
  return words.filter((word) => word !== undefined).join(' ') || undefined
}

export const reader: Reader = {
  name: 'openalex',
  title: 'OpenAlex works',
  extensions: ['openalex.json'],
  recognise: (head) =>
    /^\uFEFF?\s*[[{]/.test(head) && /"https:\/\/openalex\.org\/[A-Z]\d/.test(head) ? 0.96 : 0,
  read: jsonReader(fromOpenalex, ['results']),
}
