/** The curriculum vitae as LaTeX: set by a real pdflatex, whatever people and publications hold. */
import fc from 'fast-check'
import t from 'tap'
import latex from '../../src/formats/latex.ts'
import type { Affiliation, Person } from '../../src/model/person.ts'
import type { Publication } from '../../src/model/publication.ts'
import { affiliation, person } from '../arbitrary/person.ts'
import { publication, text } from '../arbitrary/publication.ts'
import { context, storedOnce } from '../fixtures/rendering.ts'
import { run, without } from '../fixtures/tools.ts'
import { library } from '../library.ts'
import { startServer } from '../server.ts'

const absent = without('pdflatex')

async function cv(person: Person, affiliations: Affiliation[], publications: Publication[]) {
  const records = storedOnce(publications)
  const data = { person, affiliations, publications: records, total: records.length }
  return latex.resources!.cv!(data, context)
}

/** What the run complains of. Lines that are too full are nobody's mistake. */
function complaints(tex: string, options = '-draftmode'): string[] {
  const { status, output } = run('pdflatex', [options, '-interaction=nonstopmode', 'cv.tex'], {
    'cv.tex': tex,
  })
  const found = output.match(
    /^!.*(?:\n.*){3}|.*(?:Missing character|not found|Warning:|No pages of output).*/gm,
  )
  return [...(found ?? []), ...(status === 0 ? [] : [`status ${status}`])]
}

t.test('it is asked for like the other forms of a CV', async (t) => {
  const { get } = await startServer(t, library)
  for (const [path, accept] of [
    ['/cv.tex', '*/*'],
    ['/cv?format=latex', '*/*'],
    ['/cv', 'application/x-latex'],
    ['/people/ada-muller/cv', 'text/x-tex'],
    ['/people/ada-muller/cv.tex', '*/*'],
  ] as const) {
    const { status, text, headers } = await get(path, { accept })
    t.equal(status, 200, path)
    t.match(headers.get('content-type'), /tex; charset=utf-8|latex; charset=utf-8/)
    t.match(headers.get('content-disposition'), 'ada-muller-cv.tex')
    t.match(text, '\\documentclass')
    t.match(text, `\\textbf{Ada M{\\"u}ller}\\textsuperscript{*}, H{\\aa}kon {\\AA}ngstr{\\"o}m`)
    t.match(text, '\\href{https://doi.org/10.1000/ABC.1}')
  }
  t.match((await get('/cv')).headers.get('link'), '</cv.tex>; rel="alternate"')
  t.match((await get('/cv.html')).text, 'href="http://localhost:3000/people/ada-muller/cv.tex"')
  const refused = await get('/publications', { accept: 'application/x-latex' })
  t.equal(refused.status, 406, 'a list is BibTeX, not a document')
})

t.test(
  'pdflatex sets it, and every word can be read',
  { skip: absent || without('pdftotext') },
  async (t) => {
    const { get, store } = await startServer(t, library)
    await store.save({
      people: [
        {
          slug: 'ada-muller',
          owner: true,
          given: 'Ada',
          family: 'Müller',
          alternateName: '穆勒',
          email: 'a_b@example.org',
          role: 'R&D, 100% #1',
          links: [{ url: 'https://example.org/~ada?a=1&b=2%20c#top', label: 'Home_page' }],
        },
      ],
      affiliations: [
        {
          person: 'ada-muller',
          affiliations: [
            {
              kind: 'experience',
              role: '[Head]',
              organization: { name: '{Institute} \\ of $5', url: 'https://example.org/%7Bx%7D_y' },
              start: '2020-01',
              highlights: ['[1] ^_^ ~ <b>', '\\input{/etc/passwd}'],
            },
          ],
        },
      ],
    })
    const { text } = await get('/cv.tex')
    t.same(complaints(text), [])
    const command =
      'pdflatex -interaction=batchmode cv.tex >log 2>&1 && pdftotext -layout -enc UTF-8 cv.pdf - | tr -s " "'
    const { output } = run('sh', ['-c', command], { 'cv.tex': text })
    for (const words of [
      'R&D, 100% #1',
      'a_b@example.org',
      'Home_page',
      '[Head]',
      '{Institute} \\ of $5',
      '[1] ^_^ ~ <b>',
      '\\input{/etc/passwd}',
      '2020-01 – present',
      'Über die Größe der Łódź-Straße',
      'Håkon Ångström*',
      'Zeitschrift für Ästhetik',
      'Best Paper',
      '* contributed equally',
    ])
      t.match(output, words)
    // 穆 has no letter in the fonts of pdflatex, and its number says so.
    t.match(output, '7A46')
  },
)

t.test('nothing that may stand in a record stops pdflatex', { skip: absent }, async (t) => {
  const seed = 20261124
  const hostile = fc.string({
    unit: fc.constantFrom(
      ...'{}\\$%&_#~^<>|"\n[]* aAé叶αЖ\u0301\ud800',
      '<i>',
      '</i>',
      '$x$',
      '\\end{document}',
    ),
  })
  const people = fc.sample(person(), { numRuns: 4, seed })
  for (const [i, one] of people.entries()) {
    const tex = await cv(
      { ...one, role: fc.sample(hostile, { numRuns: 1, seed: seed + i })[0] || 'x' },
      fc.sample(affiliation(), { numRuns: 30, seed: seed + i }),
      fc
        .sample(fc.tuple(publication(), hostile, text()), { numRuns: 80, seed: seed + i })
        .map(([one, title, venue], at) =>
          at % 2 ? one : { ...one, title: title || 'x', venue: { name: venue }, awards: [title || 'x'] },
        ),
    )
    t.same(complaints(tex), [], `person ${i}`)
  }
})

t.test('an empty life is a page', { skip: absent }, async (t) => {
  const { slug, created, updated, version } = fc.sample(person(), 1)[0]!
  const tex = await cv({ slug, literal: '\u200b', created, updated, version }, [], [])
  t.match(tex, slug)
  t.same(complaints(tex), [])
})
