/** Titles and abstracts as they are copied: a full stop at the end, spaces, the heading of the abstract. */
import type { Publication } from '../../model/publication.ts'
import { plainTitle } from '../../model/title.ts'
import type { Fault, Rule } from '../rule.ts'
import { shown, textsOf } from '../texts.ts'

/** A full stop that belongs to the last word: "Inc.", "U.S.", "Vol. 2, no. 3.", an ellipsis. */
const ownFullStop =
  /(?:\.\.|…\.|\b(?:\p{L}\.)+|\b(?:inc|ltd|co|corp|jr|sr|etc|al|ca|vol|no|nr|ed|eds|dr|st|vs|et seq|dept|univ|int|proc|conf|trans|rev|abstr|pp|ff|bd|hrsg|usw|bzw|z\.b)\.)$/iu

function checkFullStop({ title }: Publication): Fault[] {
  const plain = plainTitle(title)
  if (!/[\p{L}\p{N})\]"”'’]\.\s*$/u.test(plain) || ownFullStop.test(plain.trimEnd())) return []
  // Two sentences may end as sentences do.
  if (/[.?!]\s+\p{Lu}/u.test(plain)) return []
  const value = title.replace(/\.\s*((?:<\/(?:i|b|sub|sup|sc|span)>\s*)*)$/, '$1')
  if (value === title || !plainTitle(value).trim()) return []
  return [
    {
      path: ['title'],
      message: 'the title ends with a full stop, to which styles add another',
      expected: value,
      edits: [{ path: ['title'], value }],
    },
  ]
}

/** One space for each run of blanks, none at either end; paragraphs of prose stay apart. */
function tidied(text: string, isProse: boolean): string {
  const blanks = /[ \t\u00a0]{2,}/g
  if (!isProse)
    return text
      .replace(/\s+/g, (run) => (/[\r\n]/.test(run) ? ' ' : run))
      .replace(blanks, ' ')
      .trim()
  return text
    .replace(/\r\n?/g, '\n')
    .replace(/(?<![ \t])[ \t]+(?=\n)/g, '')
    .replace(blanks, ' ')
    .trim()
}

function checkSpaces(publication: Publication): Fault[] {
  return textsOf(publication).flatMap(({ path, text, kind }) => {
    // In prose, two spaces after a full stop are a habit, and text may be laid out.
    if (kind === 'prose' && !/^\s|\s$/.test(text)) return []
    const value = kind === 'prose' ? text.trim() : tidied(text, false)
    if (value === text || value === '') return []
    return [
      {
        path,
        message: `${shown(text)} has ${/^\s|\s$/.test(text) ? 'spaces around it' : 'more than one space in a row'}`,
        expected: value,
        edits: [{ path, value }],
      },
    ]
  })
}

/** "Abstract" before a sign or on a line of its own. */
const signedHeading =
  /^\s*(?:abstract|summary|zusammenfassung|résumé)\s*(?:[:—–]+|-{2,}|[.-](?=\s)|\r?\n)\s*/i
/** Without a sign: in capitals, or before how abstracts begin; "Abstract interpretation is …" is none. */
const bareHeading =
  /^\s*(?:ABSTRACT\s+(?=\p{Lu}[\p{Ll}\s])|Abstract\s+(?=(?:We|This|The|In|It|Our|These|There|A|An)\s+\p{Ll}))/u

function checkHeading({ abstract }: Publication): Fault[] {
  if (abstract === undefined) return []
  const [found] = signedHeading.exec(abstract) ?? bareHeading.exec(abstract) ?? ['']
  const value = abstract.slice(found.length).trimStart()
  if (!found || !value) return []
  return [
    {
      path: ['abstract'],
      message: `the abstract begins with its heading, ${shown(found.trim())}`,
      expected: shown(value),
      edits: [{ path: ['abstract'], value }],
    },
  ]
}

export const titleRules: Rule[] = [
  {
    name: 'title-full-stop',
    severity: 'info',
    summary: 'The title ends with a full stop',
    fix: 'Takes it away',
    example: { title: 'On the electrodynamics of moving bodies.' },
    check: checkFullStop,
  },
  {
    name: 'spaces-double',
    severity: 'info',
    summary: 'Spaces around a text, or several in a row',
    fix: 'Leaves one, and none at the ends',
    example: { title: 'On the  electrodynamics of moving bodies' },
    check: checkSpaces,
  },
  {
    name: 'abstract-heading',
    severity: 'info',
    summary: 'The abstract begins with the word "Abstract" as a heading',
    fix: 'Takes the heading away',
    example: { abstract: 'Abstract: We measure streets.' },
    check: checkHeading,
  },
]
