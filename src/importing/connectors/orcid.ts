/**
 * ORCID's public API 3.0 (https://info.orcid.org/documentation/api-tutorials/api-tutorial-read-data-on-a-record/): the
 * person with affiliations each time the record changed, and in full, a hundred at once, the works changed since then.
 */
import { normalizeOrcid } from '../../model/identifier.ts'
import { type Connector, type ConnectorContext, entriesOf } from '../connector.ts'
import { EntryMaker } from '../entry.ts'
import { type Json, map, maps, text } from '../json-reader.ts'
import { value } from '../orcid/work.ts'
import { parseAnswer } from '../parse-answer.ts'
import type { Entry } from '../reader.ts'
import { fromOrcid, reader } from '../readers/orcid.ts'

const accept = 'application/vnd.orcid+json'
/** The most that one request may name. */
const atOnce = 100

async function* entries(id: string, context: ConnectorContext): AsyncGenerator<Entry> {
  const orcid = normalizeOrcid(id)
  if (!orcid) throw new Error(`"${id}" is no ORCID iD, or its check digit is wrong`)
  const { fetcher, state, baseUrl } = context
  const url = `${baseUrl}/v3.0/${orcid}/record`
  const { etag, cursor = 0 } = JSON.parse((await state.get('record')) ?? '{}') as {
    etag?: string
    cursor?: number
  }
  const answer = await fetcher.get(url, { accept, etag })
  if (answer.status === 304) return
  if (answer.status === 404) throw new Error(`${orcid} has no public record at ORCID`)
  const record = map(parseAnswer(answer.body, url))
  const activities = map(record['activities-summary'])
  const groups = maps(map(activities.works).group)
  const withoutWorks = { ...record, 'activities-summary': { ...activities, works: { group: [] } } }
  const person = fromOrcid(withoutWorks, new EntryMaker({ file: url, line: 1, column: 1 }, orcid))
  yield* Array.isArray(person) ? person : [person]
  let newest = cursor
  const wanted: string[] = []
  for (const group of groups) {
    const [preferred] = maps(group['work-summary'])
    const changed = Math.max(modified(group), ...maps(group['work-summary']).map(modified))
    const code = text(preferred?.['put-code'])
    if (code && changed > cursor) wanted.push(code)
    newest = Math.max(newest, changed)
  }
  for (let i = 0; i < wanted.length; i += atOnce) {
    const works = `${baseUrl}/v3.0/${orcid}/works/${wanted.slice(i, i + atOnce).join(',')}`
    const { status, body } = await fetcher.get(works, { accept })
    if (status === 404) throw new Error(`${works} does not exist`)
    yield* entriesOf(reader, works, body)
  }
  await state.set(
    'record',
    JSON.stringify({ ...(answer.headers.etag ? { etag: answer.headers.etag } : {}), cursor: newest }),
  )
}

const modified = (one: Json) => Number(value(one['last-modified-date']) ?? 0) || 0

export const connector: Connector = {
  name: 'orcid',
  title: 'ORCID',
  baseUrl: 'https://pub.orcid.org',
  example: 'orcid:0000-0002-1825-0097',
  entries,
}
