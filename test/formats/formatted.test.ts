/** Lists as bibliographies: in HTML, Markdown and beside the data, with the person marked and kept in sight. */
import t from 'tap'
import type { Batch } from '../../src/model/store.ts'
import { bibliographer } from '../../src/rendering/bibliography.ts'
import { startServer } from '../server.ts'

t.teardown(() => bibliographer().close())

const author = (family: string, given: string, more = {}) => ({
  role: 'author' as const,
  family,
  given,
  ...more,
})
const owner = { slug: 'zhisheng-ye', owner: true, given: 'Zhisheng', family: 'Ye' }
const many = Array.from({ length: 42 }, (_, i) =>
  i === 6
    ? author('Ye', 'Zhisheng', { person: 'zhisheng-ye' })
    : author(`Name${String.fromCharCode(65 + i)}`, 'Ann Bo'),
)
const library: Batch = {
  people: [owner],
  publications: [
    {
      key: 'ye2024large',
      type: 'article-journal',
      title: 'A <i>large</i> report by Ye & others',
      issued: '2024-02',
      venue: { name: 'Journal of Things' },
      contributors: many,
      identifiers: { doi: '10.1000/large' },
    },
    {
      key: 'berg2023small',
      type: 'article-journal',
      title: 'Small <script>alert(1)</script>',
      issued: '2023',
      venue: { name: 'Journal of Things' },
      contributors: [
        author('Berg', 'Jan', { particle: 'van den' }),
        author('Ye', 'Zhisheng', { person: 'zhisheng-ye' }),
      ],
      url: 'https://example.org/small',
    },
  ],
}

t.test('a page shows its list in the style asked for', async (t) => {
  const { get } = await startServer(t, library)
  const { status, text } = await get('/publications.html?style=ieee&highlight=owner&maxAuthors=3')
  t.equal(status, 200)
  t.match(
    text,
    /\[1\].*A\. B\. NameA, A\. B\. NameB, … <strong class="self">Z\. Ye<\/strong> \(7th of 42\) …, “A/,
  )
  t.match(text, /\[2\].*J\. van den Berg and <strong class="self">Z\. Ye<\/strong>, “Small/)
  t.match(text, '<i>large</i>')
  t.match(text, '<a href="https://doi.org/10.1000/large">')
  t.match(text, '<a href="https://example.org/small">')
  t.notMatch(text, '<script>')
  t.match((await get('/publications.html')).text, 'class="venue"', 'without a style it has a look of its own')
  t.match((await get('/publications/ye2024large.html?style=apa')).text, /class="csl-entry">NameA, A\. B\./)
})

t.test('Markdown is a list of entries in the style asked for', async (t) => {
  const { get } = await startServer(t, library)
  const { text } = await get('/publications.md?style=apa&highlight=owner&maxAuthors=2')
  t.match(text, /^- NameA, A\. B\., … \*\*Ye, Z\.\*\* \(7th of 42\) … \(2024\)\. A \*large\* report/m)
  t.match(text, /^- van den Berg, J\., &amp; \*\*Ye, Z\.\*\* \(2023\)\. Small &lt;script&gt;/m)
  const grouped = await get('/publications.md?style=apa&groupBy=year')
  t.match(grouped.text, /## 2024\n\n- NameA[^\n]*\n\n## 2023\n\n- van den Berg/)
})

t.test('entries beside the data mark the person asked for, citations keep to the style', async (t) => {
  const { get } = await startServer(t, library)
  const { json } = await get(
    '/publications?include=bib,citation&style=apa&highlight=zhisheng-ye&maxAuthors=1',
  )
  t.match(json.items[0].bib, /^… <strong class="self">Ye, Z\.<\/strong> \(7th of 42\) … \(2024\)/)
  t.equal(json.items[0].citation, '(NameA et al., 2024)')
  t.match(json.items[1].bib, /^… <strong class="self">Ye, Z\.<\/strong> \(2nd of 2\) … \(2023\)/)
  const plain = await get('/publications?include=bib&style=apa')
  t.notMatch(plain.json.items[0].bib, /<strong/, 'nobody is marked unless asked for')
  t.match(plain.json.items[0].bib, /NameG|Ye, Z\./)
})

t.test('the owner stays in sight though nobody is marked', async (t) => {
  const { get } = await startServer(t, library)
  t.match(
    (await get('/publications.txt?style=apa&maxAuthors=2')).text,
    /^NameA, A\. B\., … Ye, Z\. \(7th of 42\) … \(/,
  )
  t.match((await get('/publications.txt?style=apa&maxAuthors=2&locale=de-DE')).text, /Ye, Z\. \(7\/42\) … \(/)
  t.match(
    (await get('/publications.txt?style=apa&maxAuthors=7')).text,
    /NameF, A\. B\., Ye, Z\. et al\. \(2024\)/,
  )
  t.match((await get('/publications.html?maxAuthors=2')).text, /Ann Bo NameA, … Zhisheng Ye \(7th of 42\) …/)
  t.match(
    (await get('/publications.md?maxAuthors=3&highlight=owner')).text,
    /NameB, … \*\*Zhisheng Ye\*\* \(7th of 42\) …/,
  )
  t.match((await get('/publications.md?maxAuthors=7')).text, /NameF, Zhisheng Ye et al\./)
})

t.test('a list follows what changes in it', async (t) => {
  const { get, store } = await startServer(t, library)
  const before = (await get('/publications.txt?style=apa')).text
  await store.save({ publications: [{ ...library.publications![1]!, title: 'Smaller' }] })
  const after = (await get('/publications.txt?style=apa')).text
  t.equal(after.split('\n')[0], before.split('\n')[0])
  t.match(after.split('\n')[1], 'Smaller')
})

t.test('a number of authors that is none is refused', async (t) => {
  const { get } = await startServer(t, library)
  for (const value of ['0', '-1', 'few', '2.5']) {
    const { status, json } = await get(`/publications?include=bib&maxAuthors=${value}`)
    t.equal(status, 400)
    t.match(json.detail, 'a whole number from 1')
  }
})
