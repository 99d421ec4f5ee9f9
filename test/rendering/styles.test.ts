import t from 'tap'
import { Problem } from '../../src/model/problem.ts'
import { createStyleLibrary, type StyleLibrary } from '../../src/rendering/styles.ts'

const library = createStyleLibrary()

function problemOf(act: () => unknown): Problem {
  try {
    act()
  } catch (error) {
    if (error instanceof Problem) return error
    throw error
  }
  throw new Error('No problem')
}

t.test('styles come from the packages with their titles', async (t) => {
  t.match(library.resolve('ieee'), { id: 'ieee', title: /^IEEE/ })
  t.ok(library.search('').total > 2000)
  for (const item of library.search('', 30).items) t.type(library.load(item.id), 'object', item.id)
})

t.test('short, former and full names lead to the same style', async (t) => {
  const names: Record<string, string[]> = {
    'association-for-computing-machinery': ['acm'],
    'modern-language-association': ['mla', 'MLA', ' modern-language-association.csl '],
    'american-medical-association': ['ama'],
    'american-chemical-society': ['acs'],
    'chicago-author-date': ['chicago', 'http://www.zotero.org/styles/chicago-author-date'],
    'harvard-cite-them-right': ['harvard'],
    'china-national-standard-gb-t-7714-2015-numeric': ['gbt7714', 'gb7714'],
  }
  for (const [id, others] of Object.entries(names)) {
    for (const name of others) t.equal(library.resolve(name).id, id, name)
  }
  for (const name of ['apa', 'nature', 'vancouver', 'springer', 'elsevier', 'harvard1']) library.resolve(name)
})

t.test('a style is found by its title, without regard to case and marks', async (t) => {
  t.equal(library.resolve('The Journal of Biological Chemistry').id, 'journal-of-biological-chemistry')
  t.equal(library.resolve('taylor & francis: american chemical society').id, 'taylor-and-francis-acs')
  const own = ownStyles(t)
  t.equal(own.resolve('Our & Lab').id, 'our-lab')
  t.equal(own.resolve('LE TITRE DE LOIN').id, 'far')
  t.equal(own.search('titre loin').items[0]?.id, 'far')
  t.match(
    problemOf(() => own.resolve('Le titre')),
    { problem: 'invalid-parameter' },
  )
})

t.test('an unknown style is refused with the nearest names', async (t) => {
  const problem = problemOf(() => library.resolve('ieeee'))
  t.equal(problem.problem, 'invalid-parameter')
  t.match(problem.members, { parameter: 'style', value: 'ieeee', nearest: ['ieee'] })
  t.match(problem.message, 'Did you mean ieee? GET /styles?q= lists them.')
  t.notOk(problem.members.allowed)
  t.match(problemOf(() => library.resolve('chicgo')).members.nearest, ['chicago'])
})

t.test('a name is never part of a path', async (t) => {
  for (const name of [
    '../package',
    '__proto__',
    'constructor',
    '/etc/passwd',
    '',
    'apa\0',
    'x'.repeat(100_000),
  ]) {
    const problem = problemOf(() => library.load(name))
    t.equal(problem.problem, 'invalid-parameter', name.slice(0, 20))
    t.ok(problem.message.length < 300)
  }
})

t.test('search finds words of ids, short names and titles, the best first', async (t) => {
  const first = (q: string) => library.search(q).items[0]?.id
  t.equal(first('ieee'), 'ieee')
  t.equal(first('mla'), 'modern-language-association')
  t.equal(first('Österreichische Politikwissenschaft'), 'osterreichische-zeitschrift-fur-politikwissenschaft')
  t.same(library.search('no such style at all'), { items: [], total: 0 })
  const found = library.search('harvard university', 5)
  t.equal(found.items.length, 5)
  t.ok(found.total > 5)
})

t.test('a locale is found by its tag, its language and its script', async (t) => {
  const tags: Record<string, string> = {
    'de-DE': 'de-DE',
    de: 'de-DE',
    'de-LI': 'de-DE',
    en: 'en-US',
    EN_gb: 'en-GB',
    zh: 'zh-CN',
    'zh-Hant': 'zh-TW',
    'zh-Hans-SG': 'zh-CN',
    pt: 'pt-PT',
    no: 'nb-NO',
    ja: 'ja-JP',
  }
  for (const [tag, locale] of Object.entries(tags)) t.equal(library.resolveLocale(tag), locale, tag)
  t.ok(library.locales().includes('fr-FR'))
})

t.test('an unknown locale is refused with those there are', async (t) => {
  for (const tag of ['tlh', 'xx-XX', '', '../de', 'toString']) {
    const problem = problemOf(() => library.resolveLocale(tag))
    t.match(problem, { problem: 'invalid-parameter', members: { parameter: 'locale', value: tag } })
    t.ok((problem.members.allowed as string[]).includes('de-DE'))
  }
})

const csl = (title: string, more = '', body = '') => `<?xml version="1.0" encoding="utf-8"?>
<style xmlns="http://purl.org/net/xbiblio/csl" class="in-text" version="1.0" default-locale="fr-FR">
  <info><title>${title}</title><id>${title}</id>${more}<updated>2024-01-01T00:00:00Z</updated></info>${body}
</style>`
const parentLink = (id: string) =>
  `<link href="http://www.zotero.org/styles/${id}" rel="independent-parent"/>`

function ownStyles(t: Tap): StyleLibrary {
  const stylesDir = t.testdir({
    'our-lab.csl': csl('Our &amp; Lab'),
    'apa.csl': csl('Our APA'),
    'far.csl': csl('Le Titre de Loïn'),
    'notes.txt': 'not a style',
    'flat.csl': csl('Flat', parentLink('our-lab')),
    'loop.csl': csl('Loop', parentLink('loop')),
    dependent: {
      'journal-of-us.csl': csl('Journal of Us', parentLink('our-lab')),
      'their-journal.csl': csl('Their Journal', parentLink('ieee')).replace('fr-FR', 'de-DE'),
      'orphan.csl': csl('Orphan', parentLink('no-such-parent')),
    },
    locales: { 'locales-tlh.xml': '<locale xml:lang="tlh"/>' },
    'renamed-styles.json': JSON.stringify({ 'our-group': 'our-lab' }),
  })
  return createStyleLibrary({ stylesDir })
}
type Tap = Pick<typeof t, 'testdir'>

t.test('a folder of styles goes before the packages', async (t) => {
  const own = ownStyles(t)
  t.same(own.resolve('our-lab'), { id: 'our-lab', title: 'Our & Lab' })
  t.equal(own.resolve('apa').title, 'Our APA')
  t.equal(own.resolve('our-group').id, 'our-lab')
  t.match(own.load('our-lab'), '<title>Our &amp; Lab</title>')
  t.equal(own.search('our lab').items[0]?.title, 'Our & Lab')
  t.equal(own.resolve('ieee').id, 'ieee')
  t.equal(own.resolveLocale('tlh'), 'tlh')
  t.match(own.locateLocale('tlh'), { kind: 'xml' })
})

t.test('a dependent style has the text of its parent and its own locale', async (t) => {
  const own = ownStyles(t)
  t.same(own.resolve('journal-of-us'), { id: 'journal-of-us', title: 'Journal of Us', parent: 'our-lab' })
  t.same(own.load('journal-of-us'), own.load('our-lab'))
  t.same(own.load('flat'), own.load('our-lab'))
  t.same(own.locate('their-journal'), own.locate('ieee'))
  t.equal(own.defaultLocale('their-journal'), 'de-DE')
  t.equal(own.defaultLocale('our-lab'), 'fr-FR')
  t.equal(own.defaultLocale('ieee'), undefined)
})

t.test('a dependent style without its parent is refused', async (t) => {
  const own = ownStyles(t)
  for (const name of ['orphan', 'loop']) {
    const problem = problemOf(() => own.load(name))
    t.match(problem, { problem: 'invalid-parameter', members: { parameter: 'style', value: name } })
  }
})

t.test('a folder that is not there is reported when the library is made', async (t) => {
  t.throws(() => createStyleLibrary({ stylesDir: '/no/such/folder' }), { code: 'ENOENT' })
})
