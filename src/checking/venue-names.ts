/**
 * Names of venues compared: which are abbreviations (in the manner of ISO 4, each word cut at its end or in its middle), and
 * which are the same name in other words.
 */
import { fold, sortText } from '../model/fold.ts'
import type { VenueEntry } from '../model/store.ts'

/** Words as they are cut in abbreviated titles; what is not among them may be a full stop of another kind. */
const cut =
  /(?<![\p{L}.])(?:j|proc|trans|int|intl|conf|symp|rev|lett|mag|sci|res|eng|comput|comp|commun|softw|syst|technol|tech|math|phys|chem|biol|med|appl|bull|ann|adv|natl|acad|soc|am|amer|eur|exp|theor|mech|mater|electron|inf|process|lang|program|oper|stat|psychol|environ|nucl|opt|surv|anal|lect|notes|mod|gen|arch|assoc|autom|control|netw|geom|alg|discret|commut|surg|clin|neurosci|genet|ecol|econ|educ|z|zh|vestn|angew|mitt|verh|sitzungsber|rend|atti|acta|abh|jahrb|vierteljahrsschr)\.(?=[\s,;:/&-]|$)/iu
const acronym = /^(?=.*\p{Lu}{3})[\p{Lu}\d&'/-]{3,10}$/u
/** Journals whose whole name looks so. */
const wholeNames = new Set(['JAMA', 'BMJ', 'QJM', 'CIRP', 'IRAL', 'ELH', 'PMLA', 'RAIRO', 'ZAMM'])

export const isAcronym = (name: string) => acronym.test(name.trim())

export function isAbbreviated(name: string): boolean {
  const text = name.trim()
  if (isAcronym(text)) return !wholeNames.has(text)
  // In the long name of proceedings a date or a place may be abbreviated, and "Notes." may end a title.
  return (
    text.length <= 80 &&
    !/\d{4}/.test(text) &&
    cut.test(text) &&
    !/\.\s+\p{Lu}\p{Ll}+\s+\p{Ll}{4,}/u.test(text)
  )
}

const small = new Set(
  'the of on in for and to at by with de la le les des du der die das und fur et di del della el los van'.split(
    ' ',
  ),
)

/** The words that matter, folded. Nothing for a name with numbers: another year is another venue. */
function wordsOf(name: string): string[] {
  if (/\d/.test(name)) return []
  return fold(name)
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '' && !small.has(word))
}

/** `short` is `long`, or cut from it: its beginning, or its beginning and letters after it in their order. */
function isCutFrom(short: string, long: string): boolean {
  if (long.startsWith(short)) return true
  if (short.length < 3 || short.length > 5 || short.slice(0, 2) !== long.slice(0, 2)) return false
  let at = 0
  for (const letter of long) if (letter === short[at]) at++
  return at === short.length
}

/** How two names of as many words go together: word by word the same, or one cut from the other throughout. */
export function likeness(one: string, other: string): 'same' | 'shorter' | 'longer' | undefined {
  const [a, b] = [wordsOf(one), wordsOf(other)]
  // One word in common says little, and an acronym is cut from nothing word by word.
  if (a.length !== b.length || a.length < 2) return undefined
  if (a.every((word, i) => word === b[i])) return 'same'
  const dotted = (name: string) => cut.test(name)
  if (dotted(one) && a.every((word, i) => isCutFrom(word, b[i]!))) return 'shorter'
  if (dotted(other) && b.every((word, i) => isCutFrom(word, a[i]!))) return 'longer'
  return undefined
}

export interface UsualName {
  name: string
  count: number
}

/** More venues with the same initials are not compared with each other. */
const most = 300

/** For each venue, by its folded name, the name that is used more or is the full one; where several fit, none. */
export function usualNames(venues: readonly VenueEntry[]): Map<string, UsualName> {
  const alike = new Map<string, VenueEntry[]>()
  for (const venue of venues) {
    const words = wordsOf(venue.name)
    if (words.length < 2) continue
    const initials = words.map((word) => word[0]).join('')
    const others = alike.get(initials)
    if (others) others.push(venue)
    else alike.set(initials, [venue])
  }
  const usual = new Map<string, UsualName>()
  for (const group of alike.values()) {
    if (group.length < 2 || group.length > most) continue
    for (const venue of group) {
      const better = group.filter((other) => other !== venue && isBetter(other, venue))
      const full = better.filter((one) => better.every((other) => one === other || isBetter(one, other)))
      // "Comput." may be Computers and Computing: of two full names none is known to be meant.
      if (full.length === 1) usual.set(sortText(venue.name), { name: full[0]!.name, count: full[0]!.count })
    }
  }
  return usual
}

function isBetter(one: VenueEntry, other: VenueEntry): boolean {
  const how = likeness(one.name, other.name)
  if (how === 'longer') return true
  if (how !== 'same') return false
  return one.count > other.count || (one.count === other.count && one.name.length > other.name.length)
}
