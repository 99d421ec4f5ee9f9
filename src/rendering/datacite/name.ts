/** People and bodies by the DataCite Metadata Schema: creators and contributors. */
import type { Contributor } from '../../model/publication.ts'
import { commaName } from '../comma-name.ts'
import { compact, type DataMap } from '../compact.ts'
import { orcidUri, rorUri } from '../schema-org.ts'

/** The standard value for what is not known (schema documentation, appendix 3), where something has to stand. */
export const unavailable = ':unav'

export function dataciteName(person: Contributor): DataMap {
  const { literal, given, family, particle, droppingParticle, orcid, affiliations } = person
  return compact({
    name: commaName(person) || unavailable,
    nameType: literal ? 'Organizational' : 'Personal',
    givenName: literal ? undefined : [given, droppingParticle].filter(Boolean).join(' '),
    familyName: literal ? undefined : [particle, family].filter(Boolean).join(' '),
    affiliation: affiliations?.map(({ name, ror }) =>
      compact({
        name,
        affiliationIdentifier: rorUri(ror),
        affiliationIdentifierScheme: ror && 'ROR',
        schemeUri: ror && 'https://ror.org',
      }),
    ),
    nameIdentifiers: orcid
      ? [{ nameIdentifier: orcidUri(orcid)!, nameIdentifierScheme: 'ORCID', schemeUri: 'https://orcid.org' }]
      : undefined,
  })!
}
