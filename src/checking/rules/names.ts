/** Names whose parts were exchanged, and several people written as one. */
import { displayName } from '../../model/name.ts'
import type { Publication } from '../../model/publication.ts'
import type { Evidence, Fault, Rule } from '../rule.ts'
import { shown } from '../texts.ts'

/** "J.", "J. K.", "J.-P.": no family has such a name. */
const initials = /^(?:\p{Lu}\.[\s-]?){1,4}$/u
const isWord = (text: string) => /^\p{Lu}[\p{L}'’-]*\p{Ll}[\p{L}'’-]*$/u.test(text)

function checkExchanged(publication: Publication, evidence: Evidence): Fault[] {
  return (publication.contributors ?? []).flatMap((contributor, i) => {
    const { given, family, literal, particle } = contributor
    if (literal !== undefined || given === undefined || family === undefined || particle !== undefined)
      return []
    const message = `family name ${shown(family)} and given name ${shown(given)} look exchanged`
    const expected = `family: ${given}, given: ${family}`
    if (initials.test(family.trim()) && isWord(given))
      return [{ path: ['contributors', i], message, expected }]
    const other = evidence.exchanged(publication, i)
    if (!other) return []
    const times = other.count === 1 ? 'once' : `${other.count} times`
    return [
      {
        path: ['contributors', i],
        message: `${message}: the store has ${other.family}, ${other.given} ${times}, beside the same people`,
        expected,
      },
    ]
  })
}

/** "A. Smith and B. Jones", "Smith, A.; Jones, B.": of one person's names none holds these. */
const several = /\p{L}{2,}\.?\s+(?:and|und|et)\s+\p{Lu}\p{L}*\.?\s+\p{Lu}|;\s*\p{Lu}/u
const organization =
  /\b(?:university|institute|department|ministry|society|association|academy|organi[sz]ation|center|centre|council|office|agency|foundation|committee|consortium|group|laboratory|bureau|school|college|federation|company|corporation|inc|ltd|press|commission|service|research|science)/i

function checkSeveral({ contributors = [] }: Publication): Fault[] {
  return contributors.flatMap((contributor, i) => {
    const name = displayName(contributor)
    if (!several.test(name) || organization.test(name)) return []
    // A literal name is kept whole on purpose; an enumeration of people still is none.
    if (contributor.literal !== undefined && !/\p{Lu}\.\s/u.test(name)) return []
    return [
      {
        path: ['contributors', i],
        message: `${shown(name)} looks like several people`,
        expected: 'one contributor for each',
      },
    ]
  })
}

const checkOthers = ({ contributors = [] }: Publication): Fault[] =>
  contributors.flatMap((contributor, i) =>
    /^(?:(?:and\s+)?others|et\.?\s*al\.?)$/i.test(displayName(contributor).trim()) &&
    contributor.literal !== 'others'
      ? [
          {
            path: ['contributors', i],
            message: `${shown(displayName(contributor))} is nobody's name`,
            expected:
              'all contributors, or a last one with the literal name "others", which formats write as et al.',
          },
        ]
      : [],
  )

export const nameRules: Rule[] = [
  {
    name: 'name-exchanged',
    severity: 'warning',
    summary:
      'Family and given name are exchanged, by the initials or by how the store writes the same person elsewhere',
    example: { contributors: [{ role: 'author', family: 'J. K.', given: 'Rowling' }] },
    check: checkExchanged,
  },
  {
    name: 'name-several',
    severity: 'warning',
    summary: 'One contributor who looks like several people',
    example: { contributors: [{ role: 'author', given: 'A. Smith and B.', family: 'Jones' }] },
    check: checkSeveral,
  },
  {
    name: 'name-others',
    severity: 'warning',
    summary: '"et al." stands as a person',
    example: { contributors: [{ role: 'author', family: 'al.', given: 'et' }] },
    check: checkOthers,
  },
]
