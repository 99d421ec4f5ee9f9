/** Names in MODS (https://www.loc.gov/standards/mods/userguide/name.html). */
import type { Role } from '../../model/csl-variables.ts'
import { normalizeOrcid } from '../../model/identifier.ts'
import { parseName } from '../../model/name.ts'
import type { Contributor } from '../../model/publication.ts'
import { childrenOf, type Element, textAt, textIn, textsAt } from '../xml.ts'
import { rolesByTerm } from './types.ts'

/**
 * @param role of those without one
 * @param always the role, whatever they say
 */
export function names(element: Element | undefined, role: Role, always?: Role): Contributor[] {
  return childrenOf(element, 'name').flatMap((name): Contributor[] => {
    if (name.attributes.type === 'conference') return []
    const terms = childrenOf(name, 'role').flatMap((one) => textsAt(one, 'roleTerm'))
    const found = terms.map((term) => rolesByTerm[term.toLowerCase()]).find((one) => one !== undefined)
    const parts = (type?: string) =>
      childrenOf(name, 'namePart').flatMap((part) =>
        part.attributes.type === type ? (textIn(part) ?? []) : [],
      )
    const [family, given, whole] = [parts('family').join(' '), parts('given').join(' '), parts().join(' ')]
    const suffix = parts('termsOfAddress').join(' ')
    const isBody = name.attributes.type === 'corporate' || (!family && !given && !name.attributes.type)
    const made = family
      ? { ...withGiven(family, given) }
      : isBody && !whole.includes(',')
        ? { literal: whole }
        : parseName(whole || given)
    if (!family && !given && !whole) return []
    const orcid = childrenOf(name, 'nameIdentifier')
      .map((one) => normalizeOrcid(textIn(one) ?? ''))
      .find(Boolean)
    const affiliations = textsAt(name, 'affiliation').map((one) => ({ name: one }))
    // A funder or a publisher has written nothing.
    const isOther = role === 'author' && terms.length > 0 && found === undefined
    const note = textAt(name, 'description') ?? (isOther ? terms[0] : undefined)
    const actual =
      role === 'container-author' && found && found !== 'author'
        ? found
        : (found ?? (isOther ? 'contributor' : role))
    return [
      {
        role: always ?? (role === 'container-author' && actual === 'author' ? role : actual),
        ...made,
        ...(suffix ? { suffix } : {}),
        ...(orcid ? { orcid } : {}),
        ...(affiliations.length ? { affiliations } : {}),
        ...(note ? { note } : {}),
      },
    ]
  })
}

/**
 * The family name may begin with a particle, which only a comma after it tells. Zotero, which has no field for a suffix,
 * keeps it after a comma of the given name ("Martin Luther, Jr.").
 */
function withGiven(family: string, given: string) {
  const { given: _, ...name } = parseName(`${family.replaceAll(',', ' ')}, given`)
  const [first, ...suffix] = given.split(/\s*,\s*/)
  return {
    ...name,
    ...(first ? { given: first } : {}),
    ...(suffix.some(Boolean) ? { suffix: suffix.filter(Boolean).join(', ') } : {}),
  }
}
