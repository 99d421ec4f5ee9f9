/** Sites go out as they came in: HugoBlox and al-folio with what only they know, and the whole service as plain files. */
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import t from 'tap'
import { library } from '../library.ts'
import { startServer } from '../server.ts'
import { desk } from './desk.ts'

type Desk = ReturnType<typeof desk>

function write(root: string, files: Record<string, string>): void {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, name)), { recursive: true })
    writeFileSync(join(root, name), text)
  }
}

/** What a store holds, without where it has it from, and how that was spaced. */
async function contents({ offprint }: Desk) {
  const lines = (await offprint(['export', '--whole'])).output.trim().split('\n').slice(1)
  return lines.map((line) => {
    const { given: _, ...part } = JSON.parse(line)
    // The text of the entry, which need not be spaced as it was.
    delete part.publication?.extra?.bibtex?.verbatim
    return part
  })
}

/** Reads a site, writes it, reads what was written into an empty store. */
async function thereAndBack(t: Parameters<typeof desk>[0], target: string, files: Record<string, string>) {
  const [one, other] = [desk(t), desk(t)]
  write(one.path('site'), files)
  const read = await one.offprint(['import', one.path('site')])
  t.equal(read.code, 0, read.errors)
  const written = await one.offprint(['export', `--${target}`, one.path('out')])
  t.equal(written.code, 0, written.errors)
  const again = await other.offprint(['import', one.path('out')])
  t.equal(again.code, 0, again.errors)
  t.strictSame(await contents(other), await contents(one))
  return { text: (name: string) => readFileSync(join(one.path('out'), name), 'utf8'), one, other }
}

t.test('HugoBlox', async (t) => {
  const { text, one } = await thereAndBack(t, 'hugoblox', {
    'content/authors/qinghao-hu/_index.md':
      '---\ntitle: Qinghao Hu\nfirst_name: Qinghao\nlast_name: Hu\nrole: Postdoc\nbio: Systems.\norganizations:\n  - name: MIT\n    url: https://mit.edu\ninterests: [Systems]\neducation:\n  courses:\n    - course: PhD\n      institution: NTU\n      year: 2023\nsocial:\n  - icon: envelope\n    link: mailto:a@b.org\n  - icon: orcid\n    link: https://orcid.org/0000-0002-1825-0097\n  - icon: github\n    label: Code\n    link: https://github.com/hu\n---\n\nA longer text.\n\nIn two parts.\n',
    'content/publication/hydro/cite.bib':
      '@inproceedings{hu2023hydro,\n  author = {Hu, Qinghao and Ye, Zhisheng},\n  title = {Hydro: {GPU} Tuning at 100\\%},\n  booktitle = {OSDI},\n  year = {2023},\n  month = jul,\n  odd = {kept}\n}\n',
    'content/publication/hydro/index.md':
      '---\ntitle: "Hydro: GPU Tuning at 100%"\nauthors:\n- qinghao-hu\n- Zhisheng Ye\nauthor_notes:\n- Equal contribution\n- Equal contribution\ndate: 2023-07-01\npublication_types: ["paper-conference"]\npublication: In *OSDI*\npublication_short: In *OSDI 2023*\nabstract: "We tune: 5 # 6."\ntags: [tuning]\nfeatured: true\nurl_pdf: https://example.org/a.pdf\nlinks:\n- name: Talk notes\n  url: https://example.org/notes\nprojects: [acme]\nimage:\n  caption: "A [figure](x)"\n  preview_only: false\n  focal: 2\n---\nMore **text**.\n',
    'content/publication/page/index.md':
      '---\ntitle: A Page\nauthors: [qinghao-hu]\ndate: "2024-01-01"\npublication_types: [article-journal]\npublication: "*Journal of Things*"\ndoi: 10.1000/x\nextra_field: [1, two]\n---\n',
  })
  const page = text('content/publication/hydro/index.md')
  t.match(page, /projects:\n {2}- acme/, 'what has no place here')
  t.match(page, /caption: A \[figure\]\(x\)/)
  t.match(page, /\n---\n\nMore \*\*text\*\*\.\n$/)
  t.match(page, /url_pdf: https:\/\/example\.org\/a\.pdf/)
  const cite = text('content/publication/hydro/cite.bib')
  t.match(cite, /odd = \{kept\}/)
  t.match(cite, /title = \{Hydro: \{GPU\} Tuning at 100\\%\}/)
  t.match(text('content/authors/qinghao-hu/_index.md'), /\n---\n\nA longer text\.\n\nIn two parts\.\n$/)
  t.match(await one.offprint(['export', '--hugoblox', one.path('out')]), { output: /, 0 new or changed/ })
  t.match(await one.offprint(['export', '--hugoblox', one.path('site')]), { code: 1, errors: /--force/ })
})

t.test('a person of a HugoBlox site keeps what has no place here', async (t) => {
  const newer =
    '---\ntitle: Dr. Alex Johnson\nfirst_name: Alex\nlast_name: Johnson\nsuperuser: true\nstatus:\n  icon: ☕️\norganizations:\n  - name: Stanford University\nprofiles:\n  - icon: at-symbol\n    url: mailto:alex@example.org\n    label: E-mail Me\n  - icon: academicons/orcid\n    url: https://orcid.org/0000-0002-1825-0097\n  - icon: hero/cv\n    url: uploads/cv.pdf\neducation:\n  - area: PhD AI\n    institution: Stanford University\n    date_start: 2016-01-01\n    button:\n      text: Read it\nwork:\n  - position: Director\n    company_name: GenCoin\n    date_start: 2021-01-01\n    date_end: ""\nlanguages:\n  - name: English\n    percent: 100\n---\n'
  const older =
    '---\ntitle: Jane Doe\nemail: jane@example.org\nsocial:\n  - icon: envelope\n    icon_pack: fas\n    link: "#contact"\n  - icon: twitter\n    icon_pack: fab\n    link: https://example.org/jane\neducation:\n  courses:\n    - course: BSc\n      institution: MIT\n      year: 2012\nuser_groups:\n  - Researchers\navatar_filename: a.jpg\n---\n'
  const { text, one } = await thereAndBack(t, 'hugoblox', {
    'content/authors/admin/_index.md': newer,
    'content/authors/jane/_index.md': older,
    'content/publication/page/index.md':
      '---\ntitle: A Page\nauthors: [admin, jane]\ndate: "2024-01-01"\n---\n',
  })
  const lines = (name: string) => text(name).split('\n')
  const without = (from: string, name: string) =>
    from.split('\n').filter((line) => !lines(name).includes(line))
  t.strictSame(without(newer, 'content/authors/admin/_index.md'), [], 'under the name of its folder')
  t.strictSame(without(older, 'content/authors/jane/_index.md'), [])
  t.notMatch(text('content/authors/admin/_index.md'), /- name: GenCoin/, 'a place of work is told once')
  t.match(text('content/publication/page/index.md'), /authors:\n {2}- admin\n {2}- jane\n/)

  const whole = (await one.offprint(['export', '--whole'])).output
  const alex = JSON.parse(whole.split('\n').find((line) => line.includes('alex-johnson'))!)
  t.match(alex, {
    person: { owner: true, email: 'alex@example.org', identifiers: { orcid: '0000-0002-1825-0097' } },
    affiliations: [
      { kind: 'experience', organization: { name: 'GenCoin' }, start: '2021-01-01' },
      { kind: 'education', organization: { name: 'Stanford University' }, start: '2016-01-01' },
      { kind: 'experience', organization: { name: 'Stanford University' } },
    ],
  })
  t.notMatch(
    (await one.offprint(['get', '/people/jane'])).output,
    /avatar|extra/,
    'which is not for everybody',
  )
  const again = await one.offprint(['import', one.path('site')])
  t.match(again.output, /3 unchanged/)
})

t.test('al-folio', async (t) => {
  const { text, one } = await thereAndBack(t, 'al-folio', {
    '_bibliography/papers.bib':
      '---\n---\n\n@inproceedings{hu2023hydro,\n abbr={OSDI}, title={Hydro}, author={Hu, Qinghao}, booktitle={17th Symposium}, year={2023}, abstract={At 5\\% \\& more.},\n selected={true}, pdf={https://example.org/a_b.pdf}, slides={local.pdf}, code={https://github.com/a/b}, arxiv={2301.00001},\n award_name={Best Paper}, preview={a.png}, odd={kept}, annotation={* Equal}, bibtex_show={true}\n}\n\n@book{b, title={B}, author={Plato}, publisher={P}, year={2020}, hidden={true}}\n',
  })
  const papers = text('_bibliography/papers.bib')
  t.match(papers, /^---\n---\n\n@inproceedings\{hu2023hydro,/)
  for (const field of [
    'abbr = {OSDI}',
    'selected = {true}',
    'preview = {a.png}',
    'slides = {local.pdf}',
    'odd = {kept}',
    'annotation = {* Equal}',
  ])
    t.match(papers, field)
  t.match(papers, 'abstract = {At 5\\% \\& more.}')
  t.match(papers, /@book\{b,[^@]*hidden = \{true\}/)
  await one.offprint(['edit', 'hu2023hydro', 'title=Hydra'])
  await one.offprint(['export', '--al-folio', one.path('out')])
  t.match(text('_bibliography/papers.bib'), /title = \{Hydra\}/, 'what was edited here goes there')
})

t.test('the files of a static site are what the server answers', { timeout: 120_000 }, async (t) => {
  const { offprint, path, store } = desk(t)
  const dotted = { key: '10.1000-a.b7', type: 'book' as const, title: 'With a dot', issued: '1999' }
  const colons = { ...dotted, key: 'conf:a:b', title: 'With colons' }
  const batch = { ...library, publications: [...library.publications!, dotted, colons] }
  await store((store) => store.save(batch))
  const server = await startServer(t, batch, { BASE_URL: 'https://pubs.example.org' })
  const site = path('site')
  const environment = { BASE_URL: 'https://pubs.example.org' }
  const first = await offprint(['export', '--static', site, '--json'], '', environment)
  t.equal(first.code, 0, first.errors)
  t.ok(first.json().files > 300)
  t.match(first.errors, /Windows can hold no files, .*: conf:a:b\.\n/)
  const key = library.publications![0]!.key!
  for (const name of [
    'publications.bib',
    'publications.json',
    `publications/${key}.ris`,
    `publications/${dotted.key}.bib`,
    `publications/${colons.key}.bib`,
    'people/ada-muller.vcf',
    'people/ada-muller/publications.csl.json',
    'groups/systems-lab/publications.bib',
    'venues.json',
    'cv.md',
    'embed.js',
    'openapi.yaml',
    'robots.txt',
    'sitemap.xml',
  ]) {
    const answer = await server.get(`/${name}`)
    t.equal(answer.status, 200, name)
    const times = /"(?:created|updated|date_modified)":"[^"]*"|<(?:updated|lastmod)>[^<]*<|REV:.*/g
    t.equal(readFileSync(join(site, name), 'utf8').replace(times, ''), answer.text.replace(times, ''), name)
  }
  const text = (name: string) => readFileSync(join(site, name), 'utf8')
  const pages = readdirSync(site, { recursive: true, encoding: 'utf8' }).filter((name) =>
    /\.html$/.test(name),
  )
  for (const name of ['index.html', 'publications/index.html', `publications/${key}/index.html`])
    t.match(text(name), /^<!DOCTYPE html>/, name)
  const title = /<h1>.*?<\/h1>/s
  const page = await server.get(`/publications/${key}.html`)
  t.equal(title.exec(text(`publications/${key}.html`))?.[0], title.exec(page.text)?.[0])

  const broken = new Set<string>()
  for (const name of pages) {
    for (const [, link] of text(name).matchAll(
      / (?:href|src|action)="(https:\/\/pubs\.example\.org[^"]*)"/g,
    )) {
      const file = join(
        site,
        decodeURIComponent(link!.slice('https://pubs.example.org'.length).replace(/#.*/, '')),
      )
      if (!statSync(file, { throwIfNoEntry: false })?.isFile() && !existsSync(join(file, 'index.html')))
        broken.add(`${name}: ${link}`)
    }
  }
  t.strictSame([...broken], [], `no link of ${pages.length} pages leads to what a file host does not have`)
  for (const name of ['publications/index.html', 'index.html', 'people/ada-muller/index.html'])
    t.notMatch(text(name), /oembed|unapi|class="search"|\/embed"/, name)

  const [old, now] = [
    library.publications!.find(({ aliases }) => aliases)!.aliases![0]!,
    'https://pubs.example.org/publications/',
  ]
  const { key: newKey } = library.publications!.find(({ aliases }) => aliases)!
  for (const name of [`publications/${old}.html`, `publications/${old}/index.html`]) {
    t.match(text(name), `<meta http-equiv="refresh" content="0; url=${now}${newKey}">`)
    t.match(text(name), `<link rel="canonical" href="${now}${newKey}">`)
  }
  t.match(text('_redirects'), `/publications/${old} /publications/${newKey} 301\n`)
  for (const extension of ['bib', 'json', 'ris'])
    t.equal(text(`publications/${old}.${extension}`), text(`publications/${newKey}.${extension}`))
  const hidden = library.publications!.find(({ visibility }) => visibility === 'hidden')
  t.ok(hidden, 'one is hidden')
  t.notOk(readdirSync(join(site, 'publications')).some((name) => name.startsWith(`${hidden!.key}.`)))
  t.notOk(existsSync(join(site, 'oai')))
  const again = await offprint(['export', '--static', site, '--json'], '', environment)
  t.match(again.json(), { removed: 0 })
  t.match((await offprint(['export', '--static', path('other')])).errors, /BASE_URL names the public address/)
})
