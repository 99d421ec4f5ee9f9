/** Names of people and corporate bodies, in CSL's parts. */
import type { Static } from 'typebox'
import type * as schemas from './schemas/name.ts'

export type Name = Static<typeof schemas.Name>

/** "d'" and "al-" join the name without a space. */
export function joinParticle(particle: string | undefined, family: string): string {
  if (!particle) return family
  return /['’-]$/.test(particle) ? particle + family : `${particle} ${family}`
}

/** The name in reading order: "Ludwig van Beethoven", "Martin Luther King Jr.". */
export function displayName(name: Name): string {
  if (name.literal) return name.literal
  const family = joinParticle(name.droppingParticle, joinParticle(name.particle, name.family ?? ''))
  return [name.given, family, name.suffix].filter(Boolean).join(' ')
}

/** The family name as it is printed, with its non-dropping particle. */
export function familyName(name: Name): string {
  return name.literal ?? joinParticle(name.particle, name.family ?? name.given ?? '')
}

/** The name in index order: "van Beethoven, Ludwig". */
export function indexName(name: Name): string {
  if (name.literal) return name.literal
  const given = [name.given, name.droppingParticle].filter(Boolean).join(' ')
  const family = familyName(name)
  if (!name.family) return family
  return [family, name.suffix, given].filter(Boolean).join(', ')
}

/** Words that open a family name with a small letter: "van der Berg". */
const particleWords = /^(?:\p{Ll}\p{L}*(?:['’](?=\p{Lu})|\s+))+(?=\p{Lu})/u

/**
 * Reads a name written by hand: "Zhisheng Ye", "Ye, Zhisheng", "King, Jr., Martin Luther", "Ludwig van Beethoven", or a
 * corporate body in braces, "{World Health Organization}" (the conventions of BibTeX's names).
 */
export function parseName(input: string): Name {
  const whole = input.trim().replace(/\s+/g, ' ')
  const braced = /^\{(.*)\}$/.exec(whole)
  if (braced) return { literal: braced[1]! }
  const parts = whole.split(/\s*,\s*/).filter(Boolean)
  if (parts.length === 0) return { literal: whole }
  if (parts.length === 1 && whole.includes(',')) return { family: parts[0]! }
  if (parts.length > 1) {
    const [family, ...rest] = parts
    const suffix = rest.length > 1 ? rest[0] : undefined
    const given = rest.at(-1)
    return { ...(given ? { given } : {}), ...withParticle(family!), ...(suffix ? { suffix } : {}) }
  }
  const tokens = whole.split(' ')
  if (tokens.length === 1) return { family: whole }
  const firstSmall = tokens.findIndex((token, i) => i > 0 && i < tokens.length - 1 && /^\p{Ll}/u.test(token))
  const cut = firstSmall === -1 ? tokens.length - 1 : firstSmall
  return { given: tokens.slice(0, cut).join(' '), ...withParticle(tokens.slice(cut).join(' ')) }
}

function withParticle(family: string): Name {
  const particle = particleWords.exec(family)?.[0]
  if (!particle) return { family }
  return { particle: particle.trim(), family: family.slice(particle.length) }
}
