/** People, their affiliations and the groups they belong to. Many people from the start; one of them is the owner. */
import type { Static } from 'typebox'
import type * as schemas from './schemas/person.ts'

export type PersonInput = Static<typeof schemas.PersonInput>
/** As it is stored; answers leave `extra` out. */
export type Person = Static<typeof schemas.Person> & Pick<PersonInput, 'extra'>
export type AffiliationInput = Static<typeof schemas.AffiliationInput>
export type Affiliation = Static<typeof schemas.Affiliation>
export type GroupInput = Static<typeof schemas.GroupInput>
export type Group = Static<typeof schemas.Group>
