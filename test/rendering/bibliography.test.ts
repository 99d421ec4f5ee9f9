import t from 'tap'
import {
  bibliographer,
  configureStyles,
  createBibliographer,
  styleLibrary,
  withNumber,
} from '../../src/rendering/bibliography.ts'
import { createStyleLibrary } from '../../src/rendering/styles.ts'

const library = createStyleLibrary()
const shared = createBibliographer(library)
t.teardown(() => shared.close())

const article = {
  id: 'hu2024',
  type: 'article-journal',
  title: 'Deep learning workload scheduling: a survey',
  author: [
    { family: 'Hu', given: 'Qinghao' },
    { family: 'Ye', given: 'Zhisheng' },
    { family: 'Gao', given: 'Wei' },
  ],
  'container-title': 'ACM Computing Surveys',
  issued: { 'date-parts': [[2024, 3]] },
  volume: '56',
  page: '1-38',
  DOI: '10.1145/3638757',
  URL: 'https://example.org/survey',
}
const options = { locale: 'en-US', output: 'text' } as const
const one = async (item: object, more: object = {}) => {
  const { entries } = await shared.render([{ ...article, ...item }], { ...options, style: 'apa', ...more })
  return entries[0]!
}

/** What a call is refused with; undefined if it is not. */
const problemOf = (call: Promise<unknown>): Promise<unknown> =>
  call.then(
    () => undefined,
    (problem) => problem,
  )

t.test('the styles asked for most print what they are known for', async (t) => {
  const expected: Record<string, [string, string]> = {
    apa: ['Hu, Q., Ye, Z., & Gao, W. (2024).', '(Hu et al., 2024)'],
    ieee: ['[1] Q. Hu, Z. Ye, and W. Gao, “Deep learning workload', '[1]'],
    nature: ['1. Hu, Q., Ye, Z. & Gao, W. Deep learning workload', '1'],
    chicago: ['Hu, Qinghao, Zhisheng Ye, and Wei Gao. 2024. “Deep Learning Workload', 'Gao 2024)'],
    acm: ['[1] Qinghao Hu, Zhisheng Ye, and Wei Gao. 2024. Deep learning', '[1]'],
    vancouver: ['1. Hu Q, Ye Z, Gao W. Deep learning workload scheduling', '(1)'],
    mla: ['Hu, Qinghao, et al. “Deep Learning Workload Scheduling', '(Hu et al.)'],
  }
  for (const [style, [entry, citation]] of Object.entries(expected)) {
    const { entries, citations } = await shared.render([article], { ...options, style })
    t.ok(entries[0]!.startsWith(entry), `${style}: ${entries[0]}`)
    t.ok(citations[0]!.endsWith(citation), `${style}: ${citations[0]}`)
    t.notMatch(entries[0], /\s\s|\n|[\uE000-\uF8FF]/)
  }
})

t.test('entries keep the order of the request and their numbers run on', async (t) => {
  const items = Array.from({ length: 120 }, (_, i) => ({
    ...article,
    id: `k${i}`,
    title: `Work ${120 - i}.`,
  }))
  const { entries, citations } = await shared.render(items, { ...options, style: 'ieee', start: 51 })
  t.equal(entries.length, 120)
  for (const [i, entry] of entries.entries()) {
    if (!entry.startsWith(`[${51 + i}] `) || !entry.includes(`“Work ${120 - i}`)) t.fail(entry)
  }
  t.equal(citations[119], '[170]')
})

t.test('an unnumbered entry is the same in any company', async (t) => {
  const style = { ...options, style: 'apa' }
  const alone = await shared.renderUnnumbered([article], style)
  const together = await shared.renderUnnumbered([{ ...article, id: 'other' }, article, article], style)
  t.equal(together.entries[2], alone.entries[0])
  t.equal(together.citations[2], alone.citations[0])
  const numbered = await shared.renderUnnumbered([article], { ...options, style: 'ieee' })
  t.match(withNumber(numbered.entries[0]!, 7), /^\[7\] /)
  t.equal(withNumber(numbered.citations[0]!, 7), '[7]')
})

t.test('a changed item with an old id is rendered anew', async (t) => {
  await one({ title: 'Before' })
  t.match(await one({ title: 'After' }), 'After')
})

t.test('locales change the words a style adds', async (t) => {
  t.match(await one({}, { style: 'mla', locale: 'de-DE' }), /u\.\sa\.\s„.*Bd\.\s56.*März\s2024, S\.\s1–38/)
  t.match(await one({}, { style: 'gbt7714', locale: 'zh-CN' }), /^\[1\] HU Q, YE Z, GAO W\. .*\[J\/OL\]/)
  const many = Array.from({ length: 9 }, (_, i) => ({ family: `Fam${i}`, given: 'X' }))
  t.match(await one({ author: many }, { style: 'gbt7714', locale: 'zh' }), /等/)
  t.match(await problemOf(one({}, { locale: 'tlh' })), { problem: 'invalid-parameter' })
})

t.test('without a locale the style has its own', async (t) => {
  const french = { style: 'chicago-author-date-fr', locale: undefined }
  t.match(await one({}, french), / et Wei Gao/)
  t.match(await one({}, { locale: undefined }), '& Gao')
})

t.test('an unknown style is refused with the nearest names', async (t) => {
  const refused = shared.render([article], { ...options, style: 'ieeee' })
  t.match(await problemOf(refused), { problem: 'invalid-parameter', members: { nearest: ['ieee'] } })
})

t.test('no text of a publication can pass for HTML', async (t) => {
  const hostile = {
    id: '"><img src=x onerror=alert(1)>',
    title: `</i><script>alert("1")</script> <i onclick='x'>&amp; <b>bold</b> "q" 'r' \uF8E6javascript:x\uF8EF`,
    author: [{ family: '<img src=x>', given: '"onload="' }, { literal: '<b>Group</b> & "Co"' }],
    'container-title': '<iframe>',
    publisher: '<svg/onload=1>',
    volume: '<u>1</u>',
    note: 'title: replaced',
    issued: { literal: '<hr>' },
    URL: 'https://example.org/" onmouseover="alert(1)<x>',
    DOI: '10.1000/"><script>',
  }
  const allowed =
    /^<(?:\/?(?:i|b|sup|sub|div|a|span)|div class="csl-[a-z-]+"|a href="https?:[^"<>]*"|span style="(?:font-variant:small-caps|font-style:normal|text-decoration:underline);")>$/
  for (const style of ['apa', 'ieee', 'nature', 'chicago', 'acm', 'mla', 'vancouver', 'gbt7714']) {
    const given = { ...article, ...hostile }
    const { entries, citations } = await shared.render([given], { ...options, style, output: 'html' })
    const open: string[] = []
    for (const tag of (entries[0]! + citations[0]!).match(/<[^>]*>?/g) ?? []) {
      t.match(tag, allowed, style)
      const name = /^<\/?([a-z]+)/.exec(tag)![1]!
      if (tag.startsWith('</')) t.equal(open.pop(), name, 'tags are balanced')
      else open.push(name)
    }
    t.same(open, [])
    t.match(entries[0], /<b>bold<\/b>/i, 'markup of a title is kept')
    const markdown = await shared.render([given], { ...options, style, output: 'markdown' })
    t.notMatch(markdown.entries[0], /<(?!\/?su[bp]>|https?:\/\/[^\s<>]*>)/)
    t.notMatch(await one(hostile, { style }), /[\uE000-\uF8FF]|title: replaced.*title: replaced/)
  }
})

t.test('italics inside italics are set upright', async (t) => {
  const book = {
    type: 'book',
    title: 'On <i>E. coli</i>, H<sub>2</sub>O and <sc>x</sc>',
    'container-title': undefined,
  }
  const entry = await one(book, { output: 'html' })
  t.match(entry, '<i>On <span style="font-style:normal;">E. coli</span>, H<sub>2</sub>O')
  t.match(entry, '<span style="font-variant:small-caps;">x</span>')
  t.match(await one(book), 'On E. coli, H2O and x')
})

t.test('only http and https become links', async (t) => {
  const html = { output: 'html', style: 'apa' }
  t.match(
    await one({}, html),
    '<a href="https://doi.org/10.1145/3638757">https://doi.org/10.1145/3638757</a>',
  )
  t.match(
    await one({ DOI: undefined }, html),
    '<a href="https://example.org/survey">https://example.org/survey</a>',
  )
  for (const URL of ['javascript:alert(1)', 'data:text/html,x', 'ftp://example.org/x']) {
    t.notMatch(await one({ DOI: undefined, URL }, html), '<a ')
  }
  t.match(
    await one({}, { ...html, style: 'ieee' }),
    'doi: <a href="https://doi.org/10.1145/3638757">10.1145/3638757</a>',
  )
  const odd = await one({ DOI: '10.1002/(SICI)1097<1::AID>3.0.CO;2-#?' }, html)
  t.match(odd, 'href="https://doi.org/10.1002/(SICI)1097%3C1::AID%3E3.0.CO;2-%23%3F"')
})

t.test('Markdown has autolinks and emphasis and escapes the rest', async (t) => {
  const markdown = await one({ title: 'A *star*, a_b, [x] and <i>nature</i>' }, { output: 'markdown' })
  t.match(markdown, String.raw`A \*star\*, a\_b, \[x\] and *nature*. *ACM Computing Surveys*, *56*`)
  t.match(markdown, '<https://doi.org/10.1145/3638757>')
  const ieee = await one({}, { style: 'ieee', output: 'markdown' })
  t.match(ieee, 'doi: [10.1145/3638757](<https://doi.org/10.1145/3638757>)')
})

t.test('TeX math is left as it is', async (t) => {
  const tex = String.raw`$O(N \log n)$ and $a<b$, $x'$`
  const title = `bounds of ${tex} for sorting`
  const changed = String.raw`$O(N \log n)$ and $a<b$, $x'$`
  for (const style of ['apa', 'chicago', 'mla', 'ieee']) {
    const entry = (await one({ title }, { style })).replace(' And ', ' and ')
    t.match(entry, changed, style)
  }
  t.match(await one({ title }, { output: 'html' }), '$a&lt;b$')
})

t.test('given names that begin with letters beyond Latin-1 are abbreviated', async (t) => {
  const author = [
    { family: 'Łukasiewicz', given: 'Ștefan' },
    { family: 'Żółty', given: 'Łukasz Émile' },
    { family: 'Ḥasan', given: 'Ẓāhir' },
    { family: '王', given: '小明' },
  ]
  t.match(await one({ author }), 'Łukasiewicz, Ș., Żółty, Ł. É., Ḥasan, Ẓ., & 王小明. (2024)')
})

t.test('a repository named several times is printed once', async (t) => {
  const preprint = {
    type: 'article',
    'container-title': 'arXiv',
    publisher: 'arXiv',
    archive: 'arXiv',
    number: 'arXiv:2403.01234',
    DOI: '10.5555/x',
    volume: undefined,
    page: undefined,
  }
  for (const style of ['apa', 'ieee', 'chicago', 'mla', 'vancouver']) {
    t.equal((await one(preprint, { style })).match(/arXiv/g)?.length, 1, style)
  }
})

t.test('an item a style prints nothing for has its title', async (t) => {
  const stylesDir = t.testdir({ 'silent.csl': style('<text variable="PMID"/>'), 'notes.csl': style() })
  const own = createBibliographer(createStyleLibrary({ stylesDir }))
  t.teardown(() => own.close())
  const silent = await own.render([article], { ...options, style: 'silent' })
  t.same(silent.entries, [article.title])
  const notes = await own.render([article], { ...options, style: 'notes' })
  t.same(notes.entries, [`Hu et al.: ${article.title}`], 'a style without a bibliography gives its citation')
})

t.test('a style of the folder, and one that depends on it, in its own locale', async (t) => {
  const link = '<link href="http://www.zotero.org/styles/lab" rel="independent-parent"/>'
  const dependent = style()
    .replace('</info>', `${link}</info>`)
    .replace('<style ', '<style default-locale="de-DE" ')
  const stylesDir = t.testdir({
    'lab.csl': style('<text variable="title"/><text term="edition" prefix=" / "/>'),
    dependent: { 'lab-journal.csl': dependent },
  })
  const own = createBibliographer(createStyleLibrary({ stylesDir }))
  t.teardown(() => own.close())
  const render = async (name: string, locale?: string) =>
    (await own.render([article], { style: name, locale, output: 'text' })).entries[0]
  t.equal(await render('lab'), `${article.title} / edition`)
  t.equal(await render('lab-journal'), `${article.title} / Auflage`)
  t.equal(await render('lab-journal', 'en-US'), `${article.title} / edition`)
})

function style(bibliography = ''): string {
  const layout = bibliography && `<bibliography><layout>${bibliography}</layout></bibliography>`
  return `<style xmlns="http://purl.org/net/xbiblio/csl" class="in-text" version="1.0">
    <info><title>Lab</title><id>lab</id><updated>2024-01-01T00:00:00Z</updated></info>
    <citation><sort><key variable="title"/></sort><layout delimiter="; ">
      <names variable="author"><name form="short" et-al-min="2" et-al-use-first="1"/></names>
      <text variable="title" prefix=": "/>
    </layout></citation>${layout}</style>`
}

const faulty = new URL('../fixtures/faulty-worker.ts', import.meta.url)
const fault = (title: string) => [{ ...article, title }]

t.test('a crash fails the call in flight, and the next has a new thread', async (t) => {
  const own = createBibliographer(library, { worker: faulty })
  t.teardown(() => own.close())
  const apa = { ...options, style: 'apa' }
  const [crashed, waiting] = await Promise.allSettled([
    own.render(fault('crash'), apa),
    own.render(fault('fine'), apa),
  ])
  t.match(crashed, { status: 'rejected', reason: { problem: 'internal-error' } })
  t.match(waiting, { status: 'fulfilled', value: { entries: [/fine/] } })
  t.match((await own.render(fault('again'), apa)).entries[0], 'again')
})

t.test('a batch that takes too long is given up, and the next has a new thread', async (t) => {
  const own = createBibliographer(library, { worker: faulty, timeLimit: 5000 })
  t.teardown(() => own.close())
  const apa = { ...options, style: 'apa' }
  const [hung, waiting] = await Promise.allSettled([
    own.render(fault('hang'), apa),
    own.render(fault('fine'), apa),
  ])
  t.match(hung, { status: 'rejected', reason: { problem: 'overloaded' } })
  t.match(waiting, { status: 'fulfilled', value: { entries: [/fine/] } })
})

t.test('an item citeproc cannot take fails by its id, and the engine goes on', async (t) => {
  const broken = { ...article, id: 'broken', author: [null] }
  t.match(await problemOf(shared.render([broken], { ...options, style: 'apa' })), {
    problem: 'internal-error',
    message: /broken/,
  })
  const uncloneable = { ...article, title: () => 'x' }
  t.match(await problemOf(shared.render([uncloneable], { ...options, style: 'apa' })), {
    problem: 'internal-error',
  })
  t.match(await one({}), 'Hu, Q.')
})

t.test('a thread that cannot be started is a failure of the call', async (t) => {
  const own = createBibliographer(library, { worker: new URL('../fixtures/no-such.ts', import.meta.url) })
  t.teardown(() => own.close())
  t.match(await problemOf(own.render([article], { ...options, style: 'apa' })), { problem: 'internal-error' })
})

t.test('an idle thread ends, and the next call starts another', async (t) => {
  const own = createBibliographer(library, { idleAfter: 0 })
  t.teardown(() => own.close())
  await own.render([article], { ...options, style: 'apa' })
  await new Promise((resolve) => setTimeout(resolve, 20))
  t.match((await own.render([article], { ...options, style: 'apa' })).entries[0], 'Hu, Q.')
})

t.test('more engines than are kept at once', async (t) => {
  for (const round of [1, 2]) {
    for (const style of ['apa', 'ieee', 'nature', 'acm', 'mla', 'vancouver', 'chicago', 'springer']) {
      t.match(await one({}, { style }), 'Hu', `${style}, ${round}`)
    }
  }
})

t.test('too many waiting calls are refused, and closing refuses the rest', async (t) => {
  const own = createBibliographer(library, { maxWaiting: 1 })
  const apa = { ...options, style: 'apa' }
  const calls = [1, 2, 3].map(() => own.render([article], apa))
  const settled = Promise.allSettled(calls)
  t.match(await problemOf(calls[2]!), { problem: 'overloaded' })
  await own.close()
  for (const call of await settled) t.match(call, { status: 'rejected', reason: { problem: 'overloaded' } })
  t.match(await problemOf(own.render([article], apa)), { problem: 'overloaded' })
})

t.test('nothing to render starts no thread', async (t) => {
  t.same(await shared.render([], { ...options, style: 'apa' }), { entries: [], citations: [] })
})

t.test('the process has one bibliographer, which a new configuration replaces', async (t) => {
  const before = bibliographer()
  t.equal(bibliographer(), before)
  t.equal(styleLibrary(), styleLibrary())
  const configured = configureStyles({})
  t.equal(styleLibrary(), configured)
  t.not(bibliographer(), before)
  await bibliographer().close()
})
