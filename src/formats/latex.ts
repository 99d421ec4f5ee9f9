/** LaTeX (https://www.latex-project.org/help/documentation/): a curriculum vitae to typeset, and to go on writing. */
import { displayName } from '../model/name.ts'
import type { Affiliation, Person } from '../model/person.ts'
import { type Contributor, contributorsOf, type Publication, publicUrl } from '../model/publication.ts'
import { defineFormat, type ProfilePage, type RenderContext } from '../rendering/format.ts'
import { affiliationDates, affiliationHeadings } from '../rendering/labels.ts'
import { namesText } from '../rendering/names-shown.ts'
import { profilesOf } from '../rendering/profiles.ts'
import { containerName, stateText } from '../rendering/publication-text.ts'
import { texRaw, texTitle } from '../rendering/tex.ts'
import { texDocument, texLink, texWord } from '../rendering/tex-document.ts'

const words = (parts: (string | false | undefined)[], separator: string) =>
  parts
    .map((part) => (part ? texWord(part) : ''))
    .filter(Boolean)
    .join(separator)

const link = (text: string, url: string | undefined) =>
  url && /^(?:https?|mailto):/i.test(url) && text ? texLink(texRaw(url), text) : text

/** An entry of a list. Braces keep brackets in the text from being taken for those of the command. */
const item = (label: string, lines: string[]) =>
  `\\item[{${label}}]${lines.filter(Boolean).join('\\newline\n')}\n`

const section = (heading: string, items: string[]) =>
  items.length ? `\\section*{${texWord(heading)}}\n\\begin{entries}\n${items.join('')}\\end{entries}\n` : ''

function head(person: Person): string {
  const { role, location, email, alternateName, interests } = person
  const contact = [
    email && link(texWord(email), `mailto:${email}`),
    ...profilesOf(person).map(({ network, url }) => link(texWord(network), url)),
  ]
  const lines = [
    `{\\LARGE\\bfseries ${texWord(displayName(person)) || person.slug}}`,
    words([alternateName], ''),
    words([role, location], ' \\textperiodcentered{} '),
    contact.filter(Boolean).join(' \\textperiodcentered{} '),
    words(interests ?? [], ' \\textperiodcentered{} '),
  ]
  return `\\begin{center}\n${lines.filter(Boolean).join('\\\\[.6ex]\n')}\n\\end{center}\n`
}

function affiliation(one: Affiliation): string {
  const { organization, department, role, area, place, highlights, awards, advisors } = one
  const what = words([role, area], ', ')
  const where = [words([department], ''), link(words([organization?.name], ''), organization?.url)]
  const more = [...(highlights ?? []), ...(awards ?? [])].map((line) => `--- ${texWord(line)}`)
  return item(words([affiliationDates(one)], ''), [
    what && `\\textbf{${what}}`,
    where.filter(Boolean).join(', '),
    words([place, advisors && `with ${advisors.join(', ')}`], ' \\textperiodcentered{} '),
    ...more,
  ])
}

function name(contributor: Contributor, self: string | undefined): string {
  const { equal, corresponding } = contributor
  const shown = texWord(displayName(contributor))
  const marks = `${equal ? `\\textsuperscript{${'*'.repeat(equal)}}` : ''}${corresponding ? '\\dag{}' : ''}`
  return (self && contributor.person === self ? `\\textbf{${shown}}` : shown) + marks
}

function publication(one: Publication, context: RenderContext): string[] {
  const { title, volume, issue, pages, issued, awards, key } = one
  const number = volume && issue ? `${volume}(${issue})` : (volume ?? issue)
  const venue = words([containerName(one, context.venueName === 'short')], '')
  const place = [venue && `\\emph{${venue}}`, words([number, pages?.replace(/-+/g, '–'), issued], ', ')]
  return [
    link(texTitle(title.toWellFormed(), 'latex') || texWord(key), publicUrl(one)),
    namesText(one, context, (contributor) => name(contributor, context.highlight), texWord),
    [
      place.filter(Boolean).join(', '),
      words([stateText(one)], ''),
      ...(awards ?? []).map((award) => `\\textbf{${texWord(award)}}`),
    ]
      .filter(Boolean)
      .join(' \\textperiodcentered{} '),
  ]
}

function cv({ person, affiliations, publications }: ProfilePage, context: RenderContext): string {
  const cited = { ...context, highlight: person.slug }
  let last: string | undefined
  const entries = publications.map(({ publication: one }) => {
    const year = one.year === undefined ? '' : texWord(String(one.year))
    const label = year === last ? '' : year
    last = year
    return item(label, publication(one, cited))
  })
  const contributors = publications.flatMap(({ publication: one }) => contributorsOf(one))
  const legend = [
    contributors.some(({ equal }) => equal) && '* contributed equally',
    contributors.some(({ corresponding }) => corresponding) && '† corresponding author',
  ]
  const parts = [
    head(person),
    ...affiliationHeadings.map(([kind, heading]) =>
      section(heading, affiliations.filter((one) => one.kind === kind).map(affiliation)),
    ),
    section('Publications', entries),
    words(legend, ' \\textperiodcentered{} '),
  ]
  return texDocument(`${displayName(person)}: curriculum vitae`, parts.filter(Boolean).join('\n'))
}

export default defineFormat({
  name: 'latex',
  title: 'LaTeX',
  specification: 'https://www.latex-project.org/help/documentation/',
  mediaTypes: ['application/x-latex', 'application/x-tex', 'text/x-tex'],
  extensions: ['tex'],
  parameters: ['maxAuthors', 'venueName'],
  resources: { cv },
})
