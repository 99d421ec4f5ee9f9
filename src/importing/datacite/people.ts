/** Creators and contributors of the DataCite Metadata Schema. */
import type { Role } from '../../model/csl-variables.ts'
import { normalizeOrcid } from '../../model/identifier.ts'
import { parseName } from '../../model/name.ts'
import type { Contributor } from '../../model/publication.ts'
import type { Note } from '../entry.ts'
import { isMap, type Json, list, maps, text } from '../json-reader.ts'
import { affiliated } from '../organization.ts'

const roles: Record<string, Role> = {
  editor: 'editor',
  translator: 'translator',
  producer: 'producer',
  datacurator: 'curator',
}

/** @param role of those who do not say, by `contributorType`, what they did */
export function datacitePeople(value: unknown, role: Role, note?: Note): Contributor[] {
  return maps(value).flatMap((one): Contributor[] => {
    const type = text(one.contributorType)?.toLowerCase()
    const name = nameOf(one)
    if (!name) {
      const said = text(one.name)
      if (note && said !== ':unav') note('warning', 'a creator without a name is left out', 'creators')
      return []
    }
    const ids = [text(one.id), ...maps(one.nameIdentifiers).map((id) => text(id.nameIdentifier))]
    const orcid = ids.map((id) => normalizeOrcid(id ?? '')).find(Boolean)
    const affiliations = list(one.affiliation).flatMap((each) =>
      isMap(each) ? affiliated(each.name, each.affiliationIdentifier) : affiliated(each, undefined),
    )
    return [
      {
        role: (type && roles[type]) || role,
        ...name,
        ...(orcid ? { orcid } : {}),
        ...(affiliations.length ? { affiliations } : {}),
        ...(type && !roles[type] && type !== 'other' ? { note: text(one.contributorType)! } : {}),
      },
    ]
  })
}

function nameOf(one: Json) {
  const whole = text(one.name)
  const [family, given] = [text(one.familyName), text(one.givenName)]
  if (one.nameType !== 'Organizational' && family) {
    // The name in full may say more than its parts: a suffix, or where the particle ends.
    const suffix = /^[^,]+,[^,]+,\s*([^,]+)$/.exec(whole ?? '')?.[1]
    const { given: _, ...parts } = parseName(`${family.replaceAll(',', ' ')}, given`)
    return { ...parts, ...(given ? { given } : {}), ...(suffix ? { suffix } : {}) }
  }
  if (!whole || whole === ':unav' || whole === ':tba') return undefined
  const isBody = one.nameType === 'Organizational' || one.type === 'Organization'
  const isPerson = one.nameType === 'Personal' || one.type === 'Person' || /^[^,]+,\s*[^,]+$/.test(whole)
  return isBody || !isPerson ? { literal: whole } : parseName(whole)
}
