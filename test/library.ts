/** A small library with the cases that queries have to get right: marks, particles, scripts, versions, windows. */

import type { PublicationInput } from '../src/model/publication.ts'
import type { Batch } from '../src/model/store.ts'

const author = (given: string, family: string, more: object = {}) => ({
  role: 'author' as const,
  given,
  family,
  ...more,
})

export const library: Batch = {
  people: [
    {
      slug: 'ada-muller',
      owner: true,
      given: 'Ada',
      family: 'Müller',
      identifiers: { orcid: '0000-0002-1825-0097' },
    },
    { slug: 'bo-chen', given: 'Bo', family: 'Chen', kind: 'member' },
  ],
  groups: [
    {
      slug: 'systems-lab',
      name: 'Systems Lab',
      members: [
        { person: 'ada-muller', start: '2021-09', lead: true },
        { person: 'bo-chen', start: '2019', end: '2020-06' },
      ],
    },
  ],
  publications: [
    {
      key: 'muller2021lodz',
      type: 'article-journal',
      title: 'Über die Größe der Łódź-Straße',
      abstract: 'Measures a street.',
      issued: '2021-03-09',
      language: 'de',
      venue: { name: 'Zeitschrift für Ästhetik', short: 'ZfÄ', issn: ['0044-2186'], kind: 'journal' },
      contributors: [
        author('Ada', 'Müller', { person: 'ada-muller', equal: 1 }),
        author('Håkon', 'Ångström', { equal: 1 }),
      ],
      identifiers: { doi: '10.1000/ABC.1' },
      tags: ['Straßen', 'measurement'],
      links: [{ kind: 'pdf', url: 'https://example.org/a.pdf' }],
      awards: ['Best Paper'],
    },
    {
      key: 'chen2019scheduling',
      type: 'paper-conference',
      title: 'Scheduling deep learning on GPUs',
      issued: '2019-11',
      venue: { name: '3rd Symposium on Things', short: 'SYMT', kind: 'conference' },
      contributors: [
        author('Bo', 'Chen', { person: 'bo-chen' }),
        author('Ludwig', 'Beethoven', { particle: 'van' }),
      ],
      tags: ['scheduling'],
      featured: true,
      aliases: ['oldkey2019'],
    },
    {
      key: 'chen2022later',
      type: 'paper-conference',
      title: 'Deep scheduling, later',
      issued: '2022',
      venue: { name: '6th Symposium on Things', short: 'SYMT' },
      contributors: [author('Bo', 'Chen', { person: 'bo-chen' })],
      tags: ['Scheduling', 'deep learning'],
      relations: [{ kind: 'preprint', identifier: 'arXiv:2201.00001' }],
    },
    {
      key: 'chen2022preprint',
      type: 'article',
      title: 'Deep scheduling, later (preprint)',
      issued: '2022-01-05',
      contributors: [author('Bo', 'Chen', { person: 'bo-chen' })],
      identifiers: { arxiv: '2201.00001v2' },
    },
    {
      key: 'ye2020chinese',
      type: 'article-journal',
      title: '深度学习集群的资源调度',
      issued: '2020',
      language: 'zh-CN',
      contributors: [author('志晟', '叶')],
      status: 'in-press',
    },
    {
      key: 'undated',
      type: 'book',
      title: 'A book without a date',
      contributors: [{ role: 'editor', literal: 'The Editors' }],
    },
    {
      key: 'hidden2023',
      type: 'book',
      title: 'Hidden scheduling',
      issued: '2023',
      visibility: 'hidden',
      identifiers: { doi: '10.1000/hidden' },
    },
    {
      key: 'plato',
      type: 'book',
      title: 'Republic',
      issued: '-0380',
      contributors: [{ role: 'author', family: 'Plato' }],
    },
  ],
}

/** As many more, all of one month, so that only the tie-breaker tells them apart. */
export function many(count: number): PublicationInput[] {
  return Array.from({ length: count }, (_, i) => ({
    key: `bulk${String(i).padStart(5, '0')}`,
    type: 'report',
    title: `Report ${i} on bulk`,
    issued: '2018-05',
    contributors: [author('Cy', 'Bulk')],
  }))
}
