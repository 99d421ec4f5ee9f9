/**
 * Works: the publications that are versions of one another. Two belong together where one names the other in a relation
 * (preprint, published, version) or where a preprint and a published one carry the same arXiv id. One public version
 * of each work stands for it in lists: a published one before a preprint, then the latest.
 */
import type { Statements } from './statements.ts'

const versionKinds = "('preprint', 'published', 'version')"
// CROSS JOIN keeps the order of the tables, from the publication outwards: SQLite would begin with all arXiv ids.
const namedByIt = `
  SELECT i.publication_id AS id FROM relation r CROSS JOIN identifier i ON i.scheme = r.scheme AND i.value = r.value
    WHERE r.publication_id = ? AND r.kind IN ${versionKinds}
  UNION ALL
  SELECT k.publication_id FROM relation r CROSS JOIN publication_key k ON r.scheme = 'key' AND k.folded = r.value
    WHERE r.publication_id = ? AND r.kind IN ${versionKinds} AND k.publication_id IS NOT NULL`
const namingIt = `
  SELECT r.publication_id AS id FROM identifier i CROSS JOIN relation r ON r.scheme = i.scheme AND r.value = i.value
    WHERE i.publication_id = ? AND r.kind IN ${versionKinds}
  UNION ALL
  SELECT r.publication_id FROM publication_key k CROSS JOIN relation r ON r.scheme = 'key' AND r.value = k.folded
    WHERE k.publication_id = ? AND r.kind IN ${versionKinds}`
/** Most have neither, and asking is cheaper than looking. */
const has = `
  SELECT EXISTS (SELECT 1 FROM relation WHERE publication_id = ?) AS relations,
    EXISTS (SELECT 1 FROM identifier WHERE publication_id = ? AND scheme = 'arxiv') AS arxiv`
const onArxiv = `
  SELECT o.publication_id AS id FROM identifier i
    CROSS JOIN publication a ON a.id = i.publication_id
    CROSS JOIN identifier o ON o.scheme = 'arxiv' AND o.value = i.value AND o.publication_id <> i.publication_id
    CROSS JOIN publication b ON b.id = o.publication_id
    WHERE i.publication_id = ? AND i.scheme = 'arxiv' AND a.preprint <> b.preprint`

/** Whether a relation of another publication names this one. */
export const isNamed = (id: number, statements: Statements): boolean =>
  statements.get(namingIt, [id, id]) !== undefined

/** Puts a publication that was written, and those it was or is now a version of, into works. */
export function regroupWorks(id: number, statements: Statements): void {
  const before = statements.all<{ id: number }>(
    'SELECT id FROM publication WHERE work_id = (SELECT work_id FROM publication WHERE id = ?)',
    [id],
  )
  const waiting = new Set(before.map((row) => row.id))
  while (waiting.size > 0) {
    const members = component(waiting.values().next().value!, statements)
    for (const member of members) waiting.delete(member)
    settle(members, statements)
  }
}

function component(start: number, statements: Statements): Set<number> {
  const members = new Set([start])
  for (const member of members) {
    const add = (sql: string, params: number[]) => {
      for (const { id } of statements.all<{ id: number }>(sql, params)) members.add(id)
    }
    const { relations, arxiv } = statements.get<{ relations: number; arxiv: number }>(has, [member, member])!
    if (relations) add(namedByIt, [member, member])
    if (arxiv) add(onArxiv, [member])
    add(namingIt, [member, member])
  }
  return members
}

function settle(members: Set<number>, statements: Statements): void {
  const list = [...members]
  const marks = list.map(() => '?').join(', ')
  const rows = statements.all<{ id: number; work: number; preferred: number }>(
    `SELECT id, work_id AS work, preferred FROM publication WHERE id IN (${marks})
     ORDER BY public DESC, preprint, issued_sort DESC, id DESC`,
    list,
  )
  // The oldest member keeps its work and newcomers join it; whoever leaves a work and was its oldest gets a new one.
  const oldest = rows.reduce((a, b) => (a.id < b.id ? a : b))
  const others = statements.get(
    `SELECT 1 FROM publication WHERE work_id = ? AND id NOT IN (${marks}) AND id < ?`,
    [oldest.work, ...list, oldest.id],
  )
  const work = others ? statements.run('INSERT INTO work DEFAULT VALUES').id : oldest.work
  for (const [i, row] of rows.entries()) {
    const preferred = i === 0 ? 1 : 0
    if (row.work === work && row.preferred === preferred) continue
    statements.run('UPDATE publication SET work_id = ?, preferred = ? WHERE id = ?', [
      work,
      preferred,
      row.id,
    ])
  }
}
