/** Numbers with a check digit: ISBN (ISO 2108), ISSN (ISO 3297), ORCID iD (ISO 7064 mod 11-2). */
import { normalizeIsbn, normalizeIssn, normalizeOrcid } from '../../model/identifier.ts'
import type { Publication } from '../../model/publication.ts'
import type { Fault, Path, Rule } from '../rule.ts'

const wrong = (path: Path, what: string, value: string, form: RegExp, wanted: string): Fault => ({
  path,
  message: form.test(value.replace(/[-\s]/g, ''))
    ? `the check digit of ${what} ${value} is wrong`
    : `${value} is no ${what}`,
  expected: wanted,
})

const checkIsbn = ({ identifiers }: Publication): Fault[] =>
  (identifiers?.isbn ?? []).flatMap((isbn, i) =>
    normalizeIsbn(isbn) === undefined
      ? [wrong(['identifiers', 'isbn', i], 'ISBN', isbn, /^(?:\d{9}[\dXx]|\d{13})$/, 'the number as printed')]
      : [],
  )

const checkIssn = ({ venue }: Publication): Fault[] =>
  (venue?.issn ?? []).flatMap((issn, i) =>
    normalizeIssn(issn) === undefined
      ? [wrong(['venue', 'issn', i], 'ISSN', issn, /^\d{7}[\dXx]$/, '1234-5679, as the journal prints it')]
      : [],
  )

const checkOrcid = ({ contributors = [] }: Publication): Fault[] =>
  contributors.flatMap(({ orcid }, i) =>
    orcid !== undefined && normalizeOrcid(orcid) === undefined
      ? [wrong(['contributors', i, 'orcid'], 'ORCID iD', orcid, /^\d{15}[\dXx]$/, '0000-0002-1825-0097')]
      : [],
  )

function checkShared({ contributors = [] }: Publication): Fault[] {
  const seen = new Map<string, number>()
  return contributors.flatMap(({ role, orcid }, i) => {
    if (orcid === undefined) return []
    const first = seen.get(`${role} ${orcid}`)
    if (first === undefined) {
      seen.set(`${role} ${orcid}`, i)
      return []
    }
    return [
      {
        path: ['contributors', i, 'orcid'],
        message: `contributors ${first + 1} and ${i + 1} have the same ORCID iD, ${orcid}`,
        expected: 'each person with their own',
      },
    ]
  })
}

export const numberRules: Rule[] = [
  {
    name: 'isbn-checksum',
    severity: 'error',
    summary: 'The ISBN is none, or its check digit is wrong',
    example: { type: 'book', identifiers: { isbn: ['9780198526637'] } },
    check: checkIsbn,
  },
  {
    name: 'issn-checksum',
    severity: 'error',
    summary: 'The ISSN is none, or its check digit is wrong',
    example: { venue: { name: 'A Journal', issn: ['0360-0301'] } },
    check: checkIssn,
  },
  {
    name: 'orcid-checksum',
    severity: 'error',
    summary: 'The ORCID iD is none, or its check digit is wrong',
    example: {
      contributors: [{ role: 'author', given: 'Ada', family: 'Müller', orcid: '0000-0002-1825-0098' }],
    },
    check: checkOrcid,
  },
  {
    name: 'orcid-twice',
    severity: 'error',
    summary: 'Two contributors of one role have the same ORCID iD',
    example: {
      contributors: [
        { role: 'author', given: 'Ada', family: 'Müller', orcid: '0000-0002-1825-0097' },
        { role: 'author', given: 'Bo', family: 'Chen', orcid: '0000-0002-1825-0097' },
      ],
    },
    check: checkShared,
  },
]
