/** Sites read: HugoBlox with cite.bib, front matter and people, al-folio with fields of its own. */
import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import t from 'tap'
import { readFileEntries } from '../../src/importing/files.ts'
import type { Entry } from '../../src/importing/reader.ts'
import { assertWhole } from '../fixtures/reading.ts'

async function site(folder: string, files: Record<string, string>): Promise<Entry[]> {
  for (const [name, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), { recursive: true })
    await writeFile(join(folder, name), text)
  }
  const entries: Entry[] = []
  for await (const entry of readFileEntries(folder)) entries.push(entry)
  assertWhole(entries)
  return entries
}

t.test('HugoBlox', async (t) => {
  const entries = await site(t.testdir({}), {
    'content/authors/admin/_index.md':
      '---\ntitle: Qinghao Hu\nrole: Postdoc\nbio: Systems.\norganizations:\n  - name: MIT\n    url: https://mit.edu\ninterests: [Systems]\neducation:\n  courses:\n    - course: PhD\n      institution: NTU\n      year: 2023\nsocial:\n  - icon: envelope\n    link: mailto:a@b.org\n  - icon: orcid\n    link: https://orcid.org/0000-0002-1825-0097\n---\nA longer text.\n',
    'content/publication/hydro/cite.bib':
      '@inproceedings{hu2023hydro,\n author = {Qinghao Hu and Zhisheng Ye},\n title = {Hydro},\n booktitle = {OSDI},\n year = {2023}\n}\n',
    'content/publication/hydro/index.md':
      '---\ntitle: "Hydro"\nauthors:\n- admin\n- Zhisheng Ye\nauthor_notes:\n- Equal contribution\ndate: 2023-07-01\npublication_types: ["1"]\npublication: In *17th Symposium*\npublication_short: In *OSDI 2023*\nabstract: We tune.\ntags: [tuning]\nfeatured: true\nurl_pdf: https://example.org/a.pdf\nurl_slides: slides.pdf\nlinks:\n- name: Code\n  url: https://github.com/a/b\nprojects: [acme]\n---\nMore.\n',
    'content/publication/page/index.md':
      '---\ntitle: A Page\nauthors: [admin]\ndate: "2024"\npublication_types: [article-journal]\npublication: "*Journal of Things*"\ndoi: 10.1000/x\n---\n',
    'content/publication/bad/index.md': '---\ntitle: [unclosed\n---\n',
    'content/publication/toml/index.md': '+++\ntitle = "x"\n+++\n',
    'content/publication/_index.md': '---\ntitle: Publications\n---\n',
  })
  t.match(entries[0], {
    person: {
      slug: 'qinghao-hu',
      given: 'Qinghao',
      family: 'Hu',
      role: 'Postdoc',
      headline: 'Systems.',
      biography: 'A longer text.',
      email: 'a@b.org',
      identifiers: { orcid: '0000-0002-1825-0097' },
    },
    affiliations: [
      { kind: 'experience', organization: { name: 'MIT' }, role: 'Postdoc' },
      { kind: 'education', organization: { name: 'NTU' }, role: 'PhD', end: '2023' },
    ],
  })
  const by = new Map(entries.map((entry) => [entry.file.split('/').at(-2), entry]))
  const { extra, ...hydro } = by.get('hydro')!.publication!
  t.strictSame(hydro, {
    key: 'hu2023hydro',
    type: 'paper-conference',
    title: 'Hydro',
    contributors: [
      { role: 'author', given: 'Qinghao', family: 'Hu', equal: 1 },
      { role: 'author', given: 'Zhisheng', family: 'Ye' },
    ],
    issued: '2023-07',
    venue: { name: 'OSDI', short: 'OSDI 2023' },
    abstract: 'We tune.',
    tags: ['tuning'],
    featured: true,
    links: [
      { kind: 'pdf', url: 'https://example.org/a.pdf' },
      { kind: 'code', url: 'https://github.com/a/b' },
    ],
  })
  t.match(extra, {
    hugoblox: { slug: 'hydro', projects: ['acme'], body: 'More.', author_notes: ['Equal contribution'] },
  })
  t.match(by.get('page')!.publication, {
    type: 'article-journal',
    contributors: [{ given: 'Qinghao', family: 'Hu' }],
    issued: '2024',
    venue: { name: 'Journal of Things' },
    identifiers: { doi: '10.1000/x' },
  })
  t.match(by.get('bad')!.findings, [{ severity: 'warning', line: 3 }, { severity: 'error' }])
  t.match(by.get('toml')!.findings, [{ message: /TOML/ }, { severity: 'error' }])
})

t.test(
  'the date of a HugoBlox page counts where it says more than cite.bib, and the first of a month is no day',
  async (t) => {
    const dates: [cited: string, page: string, issued: string][] = [
      ['year = {2023}', '2023-07-14', '2023-07-14'],
      ['year = {2023}', '2023-01-01', '2023'],
      ['year = {2023}, month = jul', '2023-07-01', '2023-07'],
      ['year = {2023}, month = jul', '2023-07-14T00:00:00Z', '2023-07-14'],
      ['year = {2023}', '2022-07-14', '2023'],
      ['note = {n}', '2022-07-14', '2022-07-14'],
    ]
    const files = dates.flatMap(([cited, page], i) => [
      [`content/publication/p${i}/cite.bib`, `@misc{k${i}, title = {T}, ${cited}}\n`],
      [`content/publication/p${i}/index.md`, `---\ntitle: T\ndate: ${page}\n---\n`],
    ])
    const entries = await site(t.testdir({}), Object.fromEntries(files))
    t.strictSame(
      entries.map(({ publication }) => publication?.issued),
      dates.map(([, , issued]) => issued),
    )
  },
)

t.test('al-folio', async (t) => {
  const [entry, plain] = await site(t.testdir({}), {
    '_bibliography/papers.bib':
      '---\n---\n\n@string{aps = {American Physical Society,}}\n\n@inproceedings{hu2023hydro,\n abbr={OSDI}, title={Hydro}, author={Hu, Qinghao}, booktitle={17th Symposium}, year={2023},\n selected={true}, pdf={https://example.org/a.pdf}, slides={local.pdf}, code={https://github.com/a/b}, arxiv={2301.00001},\n award_name={Best Paper}, preview={a.png}, odd={kept}\n}\n@book{b, title={B}, year={2020}}\n',
  })
  const { extra, ...publication } = entry!.publication!
  t.strictSame(publication, {
    key: 'hu2023hydro',
    type: 'paper-conference',
    title: 'Hydro',
    contributors: [{ role: 'author', given: 'Qinghao', family: 'Hu' }],
    issued: '2023',
    venue: { name: '17th Symposium', short: 'OSDI' },
    featured: true,
    links: [
      { kind: 'pdf', url: 'https://example.org/a.pdf' },
      { kind: 'code', url: 'https://github.com/a/b' },
    ],
    awards: ['Best Paper'],
    identifiers: { arxiv: '2301.00001' },
  })
  t.match(extra, {
    bibtex: { odd: 'kept' },
    'al-folio': { preview: 'a.png', slides: 'local.pdf', abbr: 'OSDI' },
  })
  t.notOk('preview' in (extra!.bibtex ?? {}))
  t.equal(plain!.publication?.title, 'B')
})

t.test('a folder that is no site is refused with what would be one', async (t) => {
  await t.rejects(site(t.testdir({}), { 'a.txt': '' }), /content\/publication.*_bibliography/)
})
