/** Each rule speaks of its example, its repair silences it, and what only looks like a fault is left alone. */
import t from 'tap'
import { check } from '../../src/checking/check.ts'
import { noEvidence } from '../../src/checking/evidence.ts'
import { tryExample } from '../../src/checking/examples.ts'
import { allRules } from '../../src/checking/rules.ts'
import { likeness } from '../../src/checking/venue-names.ts'
import type { PublicationInput } from '../../src/model/publication.ts'
import { openStore } from '../../src/store/open.ts'
import { recordOf } from '../fixtures/publication-record.ts'

t.test('every rule speaks of its example, once and where it says', async (t) => {
  t.equal(new Set(allRules.map(({ name }) => name)).size, allRules.length, 'no two have one name')
  for (const rule of allRules) {
    const store = openStore('file::memory:')
    const { findings, repairs, left } = await tryExample(rule, store, 2026)
    await store.close()
    t.match(findings, [{ rule: rule.name, severity: rule.severity, pointer: /^\// }], rule.name)
    t.equal(findings.length, 1, rule.name)
    t.equal(findings[0]?.fix !== undefined, rule.fix !== undefined, `${rule.name}: a repair where it says so`)
    t.equal(repairs.length > 0, rule.fix !== undefined, rule.name)
    t.equal(left.length, rule.fix ? 0 : 1, `${rule.name}: what is repaired is gone`)
  }
})

const sound: PublicationInput = {
  type: 'article-journal',
  title: 'Streets',
  issued: '2021',
  venue: { name: 'Journal of Streets' },
  contributors: [{ role: 'author', given: 'Ada', family: 'Müller' }],
}
const found = (fields: Partial<PublicationInput>) =>
  check(recordOf({ ...sound, ...fields }).publication, allRules, noEvidence(2026)).map(({ rule }) => rule)

t.test('very long rows of one sign are gone through once', async (t) => {
  const count = 300_000
  for (const sign of [' ', '\n', ',', '.', ';', ':', '-', '>']) {
    const text = `1${sign.repeat(count)}x`
    const url = `https://example.org/${text}`
    const rules = found({
      title: text,
      pages: text,
      url,
      links: [{ kind: 'pdf', url }],
      venue: { name: text },
      identifiers: { doi: `10.1000/${text}` },
      contributors: [{ role: 'author', given: text, family: text }],
    })
    t.ok(rules.length > 0, JSON.stringify(sign))
  }
})

t.test('what only looks like a fault is none', async (t) => {
  for (const fields of [
    {},
    ...[
      'Abstract interpretation of U.S.',
      'What is new in Foo Inc.',
      'First. And second.',
      'On GPU, TPU and OSDI/NSDI',
      'OOPSLA/ECOOP',
      'NASA',
      '«É» et „Ä“ à SÃO PAULO',
      'On $O(n \\log n)$ and $\\{0,1\\}$ & x_{max}',
      'Sorting {0,1}-matrices with R&D',
      'a < b and c > d <i>in vivo</i>, H<sub>2</sub>O',
      '<span class="nocase">McDonnell</span> and <span style="font-variant:small-caps">doi</span>',
      'ObjectWorks\\Smalltalk',
      '深度学习集群的资源调度',
      'Wait…',
    ].map((title) => ({ title })),
    ...[
      'Abstract interpretation is old.',
      'Abstract Interpretation: it is old.',
      'Two.  Spaces after <i>sentences</i>.',
      'Abstract-based reasoning',
    ].map((abstract) => ({ abstract })),
    ...['1-38', '13-2', '3-1-3-12', 'S9-S12', 'e1002', '68,70-79', 'xii-xvi', '1-38, 40', '10:1-10:24'].map(
      (pages) => ({ pages }),
    ),
    ...[
      { given: 'J. K.', family: 'Rowling' },
      { given: 'Se-Jin', family: 'O' },
      { given: 'Lei', family: 'LI' },
      { family: 'IBM' },
      { literal: 'others' },
      { literal: 'Organization for Security and Cooperation in Europe' },
      { given: 'Ludwig', particle: 'van', family: 'Beethoven' },
    ].map((name) => ({ contributors: [{ role: 'author' as const, ...name }] })),
    { identifiers: { doi: '10.1016/S0140-6736(05)17709-5' } },
    { identifiers: { doi: '10.1002/(SICI)1097-0258(19980815)17:15<1661::AID-SIM968>3.0.CO;2-2' } },
    { identifiers: { isbn: ['9780198526636', '0198526636'], arxiv: '2403.07648' } },
    { venue: { name: 'JAMA' } },
    { venue: { name: 'Proceedings of the 5th Workshop on Streets, Łódź, Aug. 29-31, 2011' } },
    { url: 'http://[2001:4860::8888]/x' },
    { url: 'https://пример.рф/статья' },
    { url: 'ftp://ftp.cs.toronto.edu/pub/a.ps' },
    { url: 'https://proxy.golang.org/' },
    { url: 'https://www.proxy-streets.org/a?url=https://b.org/' },
    { url: 'https://en.wikipedia.org/wiki/Street_(Łódź)' },
    { url: 'https://en.wikipedia.org/wiki/Acme_Inc.' },
    { url: 'https://dl.acm.org/doi/10.1145/1', identifiers: { doi: '10.1145/1' } },
    {
      links: [{ kind: 'dataset' as const, url: 'https://doi.org/10.5281/zenodo.1' }],
      identifiers: { doi: '10.1145/1' },
    },
    { type: 'classic' as const, issued: '-0380' },
    { type: 'article' as const, identifiers: { arxiv: '2403.07648' }, venue: undefined as never },
    { status: 'in-press' as const, issued: undefined as never },
    { issued: '2028' },
    { issued: '2020-04/2020-04-18' },
    { issued: '2024/..' },
    { type: 'paper-conference' as const, venue: { name: 'ICSE' } },
    { type: 'paper-conference' as const, venue: { name: 'Proc. Intl. Conf. on Street Engineering' } },
  ]) {
    t.same(found(fields), [], JSON.stringify(fields))
  }
})

t.test('what is a fault is found', async (t) => {
  for (const [fields, rule] of [
    [{ title: '<script>x</script><b>&lt;i&gt;</b> &amp; more' }, 'html-entities'],
    [{ title: '<p>Streets</p>' }, 'html-tags'],
    [{ title: 'Stra{\\ss}en' }, 'tex-left'],
    [{ title: 'The {GPU} Street' }, 'tex-left'],
    [{ abstract: 'ABSTRACT We measure.' }, 'abstract-heading'],
    [{ abstract: 'Abstract\nWe measure.' }, 'abstract-heading'],
    [{ contributors: [{ role: 'author', given: 'Ada', family: 'M?ller' }] }, 'encoding-lost'],
    [{ pages: '12-118, 123-118' }, 'pages-backwards'],
    [{ pages: 'S12-S9' }, 'pages-backwards'],
    [{ pages: '70-82, 446-52' }, 'pages-abbreviated'],
    [{ identifiers: { doi: '10.1145/3638757/abstract' } }, 'doi-end'],
    [{ identifiers: { doi: '10.1145/3638757)' } }, 'doi-end'],
    [{ identifiers: { doi: 'unknown' } }, 'doi-malformed'],
    [{ identifiers: { isbn: ['12'] } }, 'isbn-checksum'],
    [{ url: 'http://' }, 'link-broken'],
    [{ url: 'https://www.sciencedirect.com.proxy.lib.streets.edu/x' }, 'link-proxied'],
    [{ url: 'https://doi-org.streets.idm.oclc.org/10.1145/3638757' }, 'link-proxied'],
    [{ url: 'https://login.ezproxy.streets.edu/login?url=https://a.org/x' }, 'link-proxied'],
    [{ url: 'https://libproxy.streets.edu/x' }, 'link-proxied'],
    [{ url: 'https://streets.edu/a_(b))' }, 'link-end'],
    [{ url: 'https://streets.edu/a",' }, 'link-end'],
    [{ url: 'http://intranet/paper.pdf' }, 'link-broken'],
    [{ url: 'https://192.168.1.7/paper.pdf' }, 'link-broken'],
    [{ url: 'https://example.com/' }, 'link-broken'],
    [{ url: 'http://www.foo.org/my paper.pdf' }, 'link-broken'],
    [{ venue: { name: 'IEEE Trans. Comput.' } }, 'venue-abbreviation'],
    [{ venue: { short: 'TOPLAS' } }, 'venue-abbreviation'],
    [{ type: 'paper-conference', venue: { name: 'Proc. ACM Softw. Eng.' } }, 'venue-abbreviation'],
    [{ issued: '2029' }, 'year-future'],
  ] as [Partial<PublicationInput>, string][]) {
    t.ok(found(fields).includes(rule), `${rule}: ${JSON.stringify(fields)} ${found(fields)}`)
  }
})

t.test('names of venues are the same, cut, or others', async (t) => {
  for (const [one, other, how] of [
    ['J. ACM', 'Journal of the ACM', 'shorter'],
    ['IEEE Transactions on Computers', 'IEEE Trans. Comput.', 'longer'],
    [
      'Int. J. Softw. Tools Technol. Transf.',
      'International Journal on Software Tools for Technology Transfer',
      'shorter',
    ],
    ['Intl. Conf. on Streets', 'International Conference on Streets', 'shorter'],
    ['Astrophysical Journal', 'The Astrophysical Journal', 'same'],
    ['IEEE Security & Privacy', 'IEEE Security and Privacy', 'same'],
    ['Phys. Rev.', 'Phys. Rev. A', undefined],
    ['Phys. Rev. A', 'Phys. Rev. B', undefined],
    ['Computers', 'Computing', undefined],
    ['Journal of Algebra', 'Journal of Algorithms', undefined],
    ['5th Workshop on Streets', '6th Workshop on Streets', undefined],
  ] as const) {
    t.equal(likeness(one, other), how, `${one}, ${other}`)
  }
})
