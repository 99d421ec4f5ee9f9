/** Markdown: what is read is what the records hold, and nothing in them is markup. */
import assert from 'node:assert/strict'
import fc from 'fast-check'
import t from 'tap'
import markdown from '../../src/formats/markdown.ts'
import { renderItem } from '../../src/rendering/format.ts'
import { affiliation, person } from '../arbitrary/person.ts'
import { publication } from '../arbitrary/publication.ts'
import { optionalPackage, withoutPackage } from '../fixtures/packages.ts'
import { author, recordOf } from '../fixtures/publication-record.ts'
import { context, stored, storedOnce, writeBatches, writeList } from '../fixtures/rendering.ts'

const commonmark = await optionalPackage('commonmark')
const skip = withoutPackage('commonmark', commonmark)

t.test('a list', async (t) => {
  const record = recordOf({
    title: 'Uptake by <i>E. coli</i> of $O(n)$ and $a_b$ [draft]',
    contributors: [{ ...author('Ye', 'Zhisheng'), person: 'zhisheng-ye' }, author('O*Neill', '_A_')],
    venue: { name: 'ACM Computing Surveys' },
    volume: '56',
    issue: '6',
    pages: '1-38',
    awards: ['Best paper'],
    identifiers: { doi: '10.1145/3638757' },
    links: [{ kind: 'pdf', url: 'https://a.org/x_(1).pdf' }],
  })
  const given = stored({ ...record.publication, year: 2024 })
  t.equal(
    await writeList(markdown, [given], { highlight: 'zhisheng-ye' }),
    `# Publications

- [Uptake by *E. coli* of $O(n)$ and $\`a_b\`$ \\[draft\\]](https://doi.org/10.1145/3638757)\\
  **Zhisheng Ye**, \\_A\\_ O\\*Neill\\
  *ACM Computing Surveys*, 56(6), 1–38, 2024 · **Best paper**\\
  [PDF](https://a.org/x_%281%29.pdf) · [DOI](https://doi.org/10.1145/3638757)
`,
  )
})

t.test('headings over groups, each once in a batch and on into the next', async (t) => {
  const [a, b, c] = ['a', 'b', 'c'].map((key, i) =>
    stored({ ...recordOf({ key, title: key }).publication, year: i === 1 ? 2023 : 2024 }),
  )
  const item = (key: string, year: number) =>
    `- [${key}](https://example.org/publications/${key})\\\n  ${year}\n`
  t.equal(
    await writeBatches(markdown, [[a!, c!], [b!]], { groupBy: 'year' }),
    `# Publications\n\n## 2024\n\n${item('a', 2024)}${item('c', 2024)}\n## 2023\n\n${item('b', 2023)}`,
  )
  t.equal(
    await writeBatches(markdown, [[a!], [c!, b!]], { groupBy: 'year' }),
    await writeBatches(markdown, [[a!, b!, c!]], { groupBy: 'year' }),
  )
})

t.test('one publication has its abstract', async (t) => {
  const text = await renderItem(markdown, recordOf({ title: 'A', abstract: 'One.\n\n# Two' }), context)
  t.equal(text, '# [A](https://example.org/publications/key)\n\n## Abstract\n\nOne.\n\n\\# Two\n')
})

const ada = {
  slug: 'ada-lovelace',
  given: 'Ada',
  family: 'Lovelace',
  role: 'Analyst',
  biography: 'One *two*.\n\nThree.',
  interests: ['Engines'],
  links: [{ url: 'https://ada.example', label: 'Site' }],
  created: '2024-01-01T00:00:00Z',
  updated: '2024-01-01T00:00:00Z',
  version: 1,
}

t.test('the page of a person', async (t) => {
  t.equal(
    await markdown.resources!.person!(ada, context),
    '# Ada Lovelace\n\nAnalyst\\\n[Site](https://ada.example/)\n\nOne \\*two\\*.\n\nThree.\n\n## Interests\n\n- Engines\n',
  )
})

t.test('the page of the owner has affiliations and publications', async (t) => {
  const text = await markdown.resources!.home!(
    {
      service: {},
      owner: ada,
      affiliations: [
        {
          kind: 'education',
          person: 'ada-lovelace',
          current: false,
          role: 'BSc',
          area: 'Mathematics',
          organization: { name: 'London University', url: 'https://london.example/' },
          end: '1835',
          highlights: ['Note G'],
        },
      ],
      publications: [recordOf({ title: 'A' })],
      total: 2,
    },
    context,
  )
  t.match(
    text,
    '## Education\n\n- **BSc, Mathematics**\\\n  [London University](https://london.example/)\\\n  1835\n  - Note G\n',
  )
  t.match(
    text,
    '## Publications\n\n- [A](https://example.org/publications/key)\n\n[All publications](https://example.org/publications.md)\n',
  )
})

const lines = (text: string) => text.split('\n')

t.test('no text begins a line or a block of its own', async (t) => {
  await fc.assert(
    fc.asyncProperty(fc.array(publication(), { maxLength: 4 }), async (given) => {
      const records = storedOnce(given)
      const text = await writeBatches(
        markdown,
        records.map((record) => [record]),
      )
      const [head, empty, ...rest] = lines(text)
      assert.deepEqual([head, empty, rest.pop()], ['# Publications', '', ''])
      assert.equal(rest.filter((line) => line.startsWith('- [')).length, records.length)
      for (const line of rest) assert.match(line, /^(?:- \[| {2}\S)/)
    }),
  )
  t.pass('held')
})

t.test('CommonMark sees the structure that was meant, and no HTML', { skip }, async (t) => {
  const reader = new commonmark.Parser()
  const check = (text: string) => {
    const seen = { item: 0, link: 0 } as Record<string, number>
    const walker = reader.parse(text).walker()
    for (let event = walker.next(); event; event = walker.next()) {
      if (!event.entering) continue
      const { type, destination } = event.node
      seen[type] = (seen[type] ?? 0) + 1
      if (type === 'link') assert.match(destination, /^(?:https?|ftp|mailto):/)
    }
    for (const type of ['html_inline', 'html_block', 'image', 'code_block', 'block_quote', 'thematic_break'])
      assert.ok(!seen[type], `${type}\n${text}`)
    return seen
  }
  await fc.assert(
    fc.asyncProperty(fc.array(publication(), { maxLength: 4 }), async (given) => {
      const records = storedOnce(given)
      const seen = check(await writeList(markdown, records))
      const links = records.reduce((sum, { publication: { links, identifiers } }) => {
        const doi = identifiers?.doi !== undefined && !links?.some(({ kind }) => kind === 'doi')
        return sum + 1 + (links?.length ?? 0) + Number(doi)
      }, 0)
      assert.deepEqual([seen.item, seen.link, seen.heading], [records.length, links, 1])
      for (const record of records) check(await renderItem(markdown, record, context))
    }),
    { numRuns: 300 },
  )
  await fc.assert(
    fc.asyncProperty(person(), fc.array(affiliation(), { maxLength: 3 }), async (owner, affiliations) => {
      const seen = check(await markdown.resources!.person!(owner, context))
      assert.equal(seen.item, owner.interests?.length ?? 0)
      check(
        await markdown.resources!.home!(
          { service: {}, owner, affiliations, publications: [], total: 0 },
          context,
        ),
      )
    }),
    { numRuns: 300 },
  )
  t.pass('held')
})
