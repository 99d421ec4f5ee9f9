/** What people do for a work, by the codes of the MARC relator list (https://www.loc.gov/marc/relators/). */
import type { Role } from '../model/csl-variables.ts'

/** CSL role → code and name of the relator. */
export const relators: Record<Role, [code: string, term: string]> = {
  author: ['aut', 'author'],
  editor: ['edt', 'editor'],
  translator: ['trl', 'translator'],
  chair: ['mod', 'moderator'],
  'collection-editor': ['edt', 'editor'],
  compiler: ['com', 'compiler'],
  composer: ['cmp', 'composer'],
  'container-author': ['aut', 'author'],
  contributor: ['ctb', 'contributor'],
  curator: ['cur', 'curator'],
  director: ['drt', 'director'],
  'editorial-director': ['edd', 'editorial director'],
  'executive-producer': ['pro', 'producer'],
  guest: ['pan', 'panelist'],
  host: ['hst', 'host'],
  illustrator: ['ill', 'illustrator'],
  interviewer: ['ivr', 'interviewer'],
  narrator: ['nrt', 'narrator'],
  organizer: ['orm', 'organizer'],
  'original-author': ['ant', 'bibliographic antecedent'],
  performer: ['prf', 'performer'],
  producer: ['pro', 'producer'],
  recipient: ['rcp', 'addressee'],
  'reviewed-author': ['ant', 'bibliographic antecedent'],
  'script-writer': ['aus', 'screenwriter'],
  'series-creator': ['cre', 'creator'],
}
