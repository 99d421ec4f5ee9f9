/**
 * Works of the OpenAlex API (https://docs.openalex.org/api-entities/works/work-object): an answer with `results`, or works.
 * The abstract comes as the places of each word. Counts, concepts and where else a copy was found, which OpenAlex computes
 * anew, are not kept; what else has no place is, in `extra.openalex`.
 */

import type { CslType } from '../../model/csl-variables.ts'
import { normalizeArxiv, normalizeDoi, normalizeOrcid, schemes } from '../../model/identifier.ts'
import { parseName } from '../../model/name.ts'
import type { Contributor, Identifiers, Link, Venue } from '../../model/publication.ts'
import { asUrl, type Draft, dense, type EntryMaker } from '../entry.ts'
import { isMap, type Json, jsonReader, list, map, maps, text, texts, without } from '../json-reader.ts'
import { Left } from '../left.ts'
import { titleFrom } from '../markup.ts'
import { numbersIn } from '../numbers.ts'
import { affiliated } from '../organization.ts'
import type { Entry, Reader } from '../reader.ts'

const types: Record<string, CslType> = {
  article: 'article-journal',
  editorial: 'article-journal',
  erratum: 'article-journal',
  letter: 'article-journal',
  review: 'article-journal',
  retraction: 'article-journal',
  'reference-entry': 'entry',
  'book-section': 'chapter',
  'supplementary-materials': 'document',
  paratext: 'document',
  libguides: 'document',
  grant: 'document',
}
/** Each value is read by itself, and kept where it cannot be. */
const read = 'id doi type publication_date publication_year display_name is_retracted'.split(' ')
/** What of these does not show in the record is kept. */
const swept = `title authorships biblio language keywords grants awards`.split(' ')
/** What OpenAlex computes, of the work or of its source. */
const silent =
  `id author_position countries country_code type lineage affiliations raw_author_name raw_affiliation_string
  raw_affiliation_strings is_corresponding score funder doi display_name_alternatives`.split(/\s+/)
const passing =
  `primary_location best_oa_location locations locations_count abstract_inverted_index abstract_inverted_index_v3
  cited_by_count cited_by_percentile_year cited_by_api_url counts_by_year citation_normalized_percentile fwci concepts
  topics primary_topic relevance_score ngrams_url updated_date created_date referenced_works referenced_works_count
  related_works countries_distinct_count institutions_distinct_count institution_assertions institutions
  corresponding_author_ids corresponding_institution_ids has_fulltext fulltext_origin fulltext open_access apc_list apc_paid
  is_paratext is_authors_truncated is_xpac has_content content_urls datasets versions funders`.split(/\s+/)

export function fromOpenalex(work: Json, maker: EntryMaker): Entry {
  const id = text(work.id)?.replace(/^https?:\/\/openalex\.org\//, '')
  if (id) maker.name = id
  const title = titleFrom(text(work.title) ?? text(work.display_name))
  if (!title && !id && !work.doi) return maker.refuse('the work has neither an identifier nor a title')
  if (!title) maker.note('warning', 'the work has no title', 'title')
  const left = new Left(maker.note)
  const location = map(work.primary_location)
  const source = map(location.source)
  const ids = identifiers(work, id, left)
  const type = typeOf(work, source, left)
  const draft: Draft = { type, title, identifiers: ids }
  draft.contributors = maps(work.authorships).flatMap(person)
  draft.issued = dateOf(work, left)
  draft.venue = venue(source, type, left)
  const biblio = map(work.biblio)
  draft.volume = text(biblio.volume)
  draft.issue = text(biblio.issue)
  const [first, last] = [text(biblio.first_page), text(biblio.last_page)]
  draft.pages = first && last && first !== last ? `${first}-${last}` : first
  draft.language = text(work.language)
  draft.abstract = abstractOf(work.abstract_inverted_index, left)
  draft.tags = [...new Set(maps(work.keywords).flatMap((one) => text(one.display_name ?? one.keyword) ?? []))]
  draft.license = text(location.license)
  const address = (name: string, value: unknown) => left.read(name, value, asUrl, 'is no address')
  const landing = address('primary_location.landing_page_url', location.landing_page_url)
  if (landing && !/doi\.org\//.test(landing)) draft.url = landing
  const [pdf] = [
    address('primary_location.pdf_url', location.pdf_url),
    address('best_oa_location.pdf_url', map(work.best_oa_location).pdf_url),
  ].filter((one) => one !== undefined)
  draft.links = pdf ? ([{ kind: 'pdf', url: pdf }] satisfies Link[]) : undefined
  if (source.type === 'journal' || source.type === 'conference')
    draft.publisher = text(source.host_organization_name)
  draft.funding = [...maps(work.grants), ...maps(work.awards)].flatMap((one) => {
    const funder = text(one.funder_display_name)
    const award = text(one.award_id ?? one.funder_award_id)
    return funder ? [{ funder, ...(award ? { award } : {}) }] : []
  })
  if (work.is_retracted === true) draft.status = 'retracted'
  left.sweep(work, swept, draft, silent, [])
  // The source of a book or a thesis is where it was found, not where it appeared.
  const place = { 'source.display_name': source.display_name, license: location.license }
  left.sweep(place, Object.keys(place), draft, [], text(source.display_name) ? ['source.display_name'] : [])
  return maker.publication(draft, 'openalex', {
    ...without(work, [...read, ...swept, ...passing]),
    ...left.kept,
  })
}

function identifiers(work: Json, id: string | undefined, left: Left): Identifiers {
  const all = map(work.ids)
  const found: Identifiers = {}
  const doi = left.read('doi', work.doi ?? all.doi, normalizeDoi, 'is no DOI')
  if (doi) found.doi = doi
  if (id) found.openalex = id
  const pmid = left.read('ids.pmid', all.pmid, schemes.pmid.normalize, 'is no PMID')
  const pmcid = left.read('ids.pmcid', all.pmcid, schemes.pmcid.normalize, 'is no PMCID')
  if (pmid) found.pmid = pmid
  if (pmcid) found.pmcid = pmcid
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

function typeOf(work: Json, source: Json, left: Left): CslType {
  const type = left.type('type', work.type, types)
  return source.type === 'conference' || text(work.type_crossref) === 'proceedings-article'
    ? 'paper-conference'
    : type
}

/** A work whose day is not known is dated on the first of January. */
function dateOf(work: Json, left: Left): string | undefined {
  const day = left.date(
    'publication_date',
    work.publication_date,
    (text(work.publication_date) ?? '').split('-'),
  )
  const year = left.date('publication_year', work.publication_year, [work.publication_year])
  return day && !day.endsWith('-01-01') ? day : (year ?? day?.slice(0, 4))
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

function venue(source: Json, type: CslType, left: Left): Venue {
  const name = text(source.display_name)
  const kinds = { journal: 'journal', conference: 'conference', repository: 'repository' } as const
  const kind = kinds[text(source.type) as keyof typeof kinds]
  const given = [...list(source.issn_l), ...list(source.issn)]
  const issn = left.readEach('source.issn', given, (one) => numbersIn(one).issn, 'is no ISSN')
  const isWhole = type === 'book' || type === 'thesis' || type === 'dataset'
  return dense({
    name: isWhole ? undefined : name,
    kind: isWhole ? undefined : kind,
    issn,
  }) as Venue
}

/** Places of words → the text; a place that is none or far away is an index gone wrong. */
function abstractOf(index: unknown, left: Left): string | undefined {
  const words: string[] = []
  const bad: Json = {}
  for (const [word, places] of Object.entries(isMap(index) ? index : {})) {
    for (const place of list(places)) {
      if (typeof place === 'number' && Number.isInteger(place) && place >= 0 && place < 100_000)
        words[place] = word
      else bad[word] = places
    }
  }
  const abstract = words.filter((word) => word !== undefined).join(' ') || undefined
  const name = 'abstract_inverted_index'
  if (Object.keys(bad).length) left.keep(name, bad, 'has places that are none')
  else if (!isMap(index) && text(index)) left.keep(name, index, 'is no index of words')
  return abstract
}

export const reader: Reader = {
  name: 'openalex',
  title: 'OpenAlex works',
  extensions: ['openalex.json'],
  recognise: (head) =>
    /^\uFEFF?\s*[[{]/.test(head) && /"https:\/\/openalex\.org\/[A-Z]\d/.test(head) ? 0.96 : 0,
  read: jsonReader(fromOpenalex, ['results']),
}
