/**
 * ORCID record JSON 3.0 (https://info.orcid.org/documentation/api-tutorials/): the whole record, which is a person with
 * affiliations and works, or works alone, in full, in bulk or as summaries. Of one work that several sources gave, the
 * first, which is the one the person prefers, is read. What has no place is kept in `extra.orcid`.
 */

import { PersonInput } from '../../model/schemas/person.ts'
import type { EntryMaker } from '../entry.ts'
import { isMap, type Json, jsonReader, map, maps } from '../json-reader.ts'
import { orcidProfile } from '../orcid/person.ts'
import { fromOrcidWork } from '../orcid/work.ts'
import type { Entry, Reader } from '../reader.ts'
import { validate } from '../validate.ts'
import { formatPath } from '../yaml-file.ts'

export function fromOrcid(value: Json, maker: EntryMaker): Entry | Entry[] {
  const activities = map(value['activities-summary'])
  if (isMap(value.person) || isMap(value['activities-summary'])) {
    const works = maps(map(activities.works).group)
    return [
      personEntry(value, maker),
      ...works.map((group, i) => groupEntry(group, maker.at(`work ${i + 1}`))),
    ]
  }
  if (isMap(value.work)) return fromOrcidWork(value.work, maker)
  if (isMap(value.error))
    return maker.refuse(`ORCID gave an error: ${String(value.error['developer-message'] ?? 'unknown')}`)
  if (value['work-summary'] !== undefined) return groupEntry(value, maker)
  return fromOrcidWork(value, maker)
}

function personEntry(record: Json, maker: EntryMaker): Entry {
  const profile = orcidProfile(record, maker.note)
  if (!profile) return maker.refuse('the record has no public name', 'person.name')
  const { person, affiliations } = profile
  maker.name = person.slug
  const faults = validate(PersonInput, person)
  for (const { path, message } of faults) maker.note('error', message, formatPath(path))
  if (faults.length) return maker.entry()
  return maker.entry({ person, ...(affiliations.length ? { affiliations } : {}) })
}

function groupEntry(group: Json, maker: EntryMaker): Entry {
  const [first] = maps(group['work-summary'])
  return first ? fromOrcidWork(first, maker) : maker.refuse('the group has no work', 'work-summary')
}

export const reader: Reader = {
  name: 'orcid',
  title: 'ORCID record',
  extensions: ['orcid.json'],
  recognise: (head) =>
    /^\uFEFF?\s*[[{]/.test(head) &&
    /"(?:orcid-identifier|put-code|external-ids|work-summary|activities-summary|publication-date|short-description)"\s*:/.test(
      head,
    )
      ? 0.95
      : 0,
  read: jsonReader(fromOrcid, ['bulk', 'group', 'works.group']),
}
