/**
 * Publications that look like those of a bibliographic database, each made from its number alone: the same number gives
 * the same record in any run and any size of store. Venues, words and authors follow Zipf's law, years grow, and the
 * order of the numbers says nothing about the order in time, as in an import.
 */
import { random, zipf } from './random.mjs'
import {
  acronyms,
  familyNames,
  givenNames,
  linkingWords,
  particles,
  publishers,
  titleWords,
  venues,
} from './words.mjs'

export const firstYear = 1970
export const lastYear = 2026

const drawVenue = zipf(venues.length, 1, 3)
const drawWord = zipf(titleWords.length, 1.1, 8)
const drawTag = zipf(2000, 0.9, 4)
const drawAuthor = zipf(400_000, 0.65, 40)
/** Output grows by some five per cent a year, so half of all is from the last fifteen. */
const drawAge = zipf(lastYear - firstYear + 1, 1.3, 12)
const drawExtra = zipf(28, 1.8, 1)

const types = [
  ...Array(84).fill('paper'),
  ...Array(5).fill('chapter'),
  ...Array(3).fill('thesis'),
  ...Array(3).fill('report'),
  ...Array(2).fill('book'),
  ...Array(1).fill('dataset'),
  ...Array(1).fill('software'),
  ...Array(1).fill('patent'),
]
const languages = [...Array(90).fill('en'), ...Array(4).fill('zh'), ...Array(3).fill('de'), 'fr', 'es', 'pt']

/** The author of a rank: one person has one name wherever it appears, and few have the same. */
export function authorAt(rank) {
  const draw = random(rank, 77)
  const middle = draw.chance(0.3) ? ` ${'ABCDEFGHJKLMNPRSTW'[draw.below(18)]}.` : ''
  // The square makes the names at the head of the list the frequent ones, as they are in life.
  const family = familyNames[Math.floor(draw.next() ** 2 * familyNames.length)]
  return {
    given: draw.pick(givenNames) + middle,
    family,
    ...(draw.chance(0.03) ? { particle: draw.pick(particles) } : {}),
    ...(draw.chance(0.02) ? { suffix: 'Jr.' } : {}),
    ...(draw.chance(0.15) ? { orcid: orcid(rank) } : {}),
  }
}

/** An ORCID iD with its check digit (ISO 7064, MOD 11-2). */
function orcid(rank) {
  const digits = `0000000${String(100_000_000 + rank * 17)}`.slice(-15)
  let total = 0
  for (const digit of digits) total = (total + Number(digit)) * 2
  const check = (12 - (total % 11)) % 11
  return `${digits}${check === 10 ? 'X' : check}`.replace(/(.{4})(?=.)/g, '$1-')
}

const capital = (word) => word[0].toUpperCase() + word.slice(1)

function title(draw) {
  const count = draw.between(5, 12)
  const parts = []
  for (let i = 0; i < count; i++) {
    if (i > 1 && i % 3 === 2 && i < count - 1) parts.push(draw.pick(linkingWords))
    else if (draw.chance(0.03)) parts.push(draw.pick(acronyms))
    else parts.push(capital(titleWords[drawWord(draw)]))
  }
  if (draw.chance(0.15)) parts[1] += ':'
  if (draw.chance(0.01)) parts.push('on CO<sub>2</sub>')
  if (draw.chance(0.01)) parts.push('& $O(n \\log n)$')
  return parts.join(' ')
}

function abstract(draw) {
  const sentences = []
  for (let i = draw.between(4, 8); i > 0; i--) {
    const words = Array.from({ length: draw.between(10, 22) }, (_, at) =>
      at % 4 === 3 ? draw.pick(linkingWords) : titleWords[drawWord(draw)],
    )
    sentences.push(`${capital(words.join(' '))}.`)
  }
  return sentences.join(' ')
}

function contributors(draw, type) {
  const extra = drawExtra(draw)
  const count = type === 'thesis' ? 1 : 1 + extra + (draw.chance(0.75) ? draw.between(1, 3) : 0)
  const ranks = new Set()
  while (ranks.size < Math.min(count, 30)) ranks.add(drawAuthor(draw))
  const list = [...ranks].map((rank) => ({ role: 'author', ...authorAt(rank), ...personAt(rank) }))
  if (list.length > 2 && draw.chance(0.1)) list[0].equal = list[1].equal = 1
  if (draw.chance(0.15)) list.at(-1).corresponding = true
  if (type === 'chapter') list.push({ role: 'editor', ...authorAt(drawAuthor(draw)) })
  if (draw.chance(0.005)) list.push({ role: 'author', literal: 'The Offshore Survey Collaboration' })
  return list
}

const pad = (number) => String(number).padStart(2, '0')

/** @returns the PublicationInput of a number, from 0 */
export function publicationAt(number) {
  // One in sixteen is the preprint of the one before it, so works have more than one version here too.
  if (number % 16 === 15) return preprintOf(number - 1)
  const draw = random(number, 1)
  const drawn = draw.pick(types)
  const year = lastYear - drawAge(draw)
  const precise = draw.next()
  const month = pad(draw.between(1, 12))
  const issued =
    precise < 0.3
      ? `${year}`
      : precise < 0.7
        ? `${year}-${month}`
        : `${year}-${month}-${pad(draw.between(1, 28))}`
  const first = draw.between(1, 2000)
  const venue = drawn === 'paper' || draw.chance(0.3) ? venues[drawVenue(draw)] : undefined
  const type = drawn !== 'paper' ? drawn : venue.kind === 'journal' ? 'article-journal' : 'paper-conference'
  const doi = draw.chance(0.85) ? `10.${1000 + draw.below(900)}/bench.${year}.${number}` : undefined
  const tags = new Set()
  for (let i = draw.below(5); i > 0; i--) tags.add(titleWords[drawTag(draw)])
  const links = []
  if (draw.chance(0.4)) links.push({ kind: 'pdf', url: `https://example.org/papers/${number}.pdf` })
  if (draw.chance(0.12)) links.push({ kind: 'code', url: `https://code.example.org/r/${number}` })
  if (draw.chance(0.05)) links.push({ kind: 'slides', url: `https://example.org/slides/${number}.pdf` })
  return {
    type,
    title: title(draw),
    ...(draw.chance(0.35) ? { abstract: abstract(draw) } : {}),
    language: draw.pick(languages),
    issued,
    ...(venue ? { venue } : {}),
    ...(venue?.kind === 'journal' ? { volume: `${year - 1960}`, issue: `${draw.between(1, 12)}` } : {}),
    ...(draw.chance(0.8) ? { pages: `${first}-${first + draw.between(4, 30)}` } : {}),
    ...(draw.chance(0.6) ? { publisher: draw.pick(publishers) } : {}),
    contributors: contributors(draw, type),
    ...identifiers(doi, number),
    ...(doi ? {} : { url: `https://example.org/papers/${number}` }),
    ...(links.length ? { links } : {}),
    ...(tags.size ? { tags: [...tags] } : {}),
    ...(draw.chance(0.01) ? { awards: ['Best Paper Award'] } : {}),
    ...(draw.chance(0.02) ? { featured: true } : {}),
    ...(draw.chance(0.02) ? { status: 'accepted' } : {}),
  }
}

const arxivId = (number) =>
  `${pad(10 + (Math.floor(number / 16) % 15))}${pad(1 + (number % 12))}.${String(Math.floor(number / 16))
    .padStart(5, '0')
    .slice(-5)}`
/** A published paper whose preprint follows it carries the preprint's arXiv id. */
function identifiers(doi, number) {
  const all = { ...(doi ? { doi } : {}), ...(number % 16 === 14 ? { arxiv: arxivId(number) } : {}) }
  return Object.keys(all).length ? { identifiers: all } : {}
}

function preprintOf(number) {
  const { title, abstract, issued, contributors, language } = publicationAt(number)
  return {
    type: 'article',
    title,
    ...(abstract ? { abstract } : {}),
    language,
    issued: issued.slice(0, 4),
    publisher: 'arXiv',
    contributors,
    identifiers: { arxiv: arxivId(number) },
  }
}

/** The store's own people: the owner is the most prolific author, the others those after. */
export const peopleCount = 200
const slugAt = (rank) => `person-${rank}`
const personAt = (rank) => (rank < peopleCount ? { person: slugAt(rank) } : {})

export const people = Array.from({ length: peopleCount }, (_, rank) => {
  const { given, family, particle, suffix } = authorAt(rank)
  return {
    slug: slugAt(rank),
    ...(rank === 0 ? { owner: true } : {}),
    given,
    family,
    ...(particle ? { particle } : {}),
    ...(suffix ? { suffix } : {}),
  }
})
/** Ten groups of ten. */
export const groups = Array.from({ length: 10 }, (_, i) => ({
  slug: `group-${i}`,
  name: `Laboratory ${i}`,
  members: Array.from({ length: 10 }, (_, at) => ({ person: slugAt(i * 10 + at), start: '2010' })),
}))
