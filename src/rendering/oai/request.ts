/**
 * Requests of OAI-PMH 2.0 (https://www.openarchives.org/OAI/openarchivesprotocol.html, sections 3 and 4): which arguments
 * a verb takes, and what is wrong with those that were given.
 */
import { type HarvestState, resumptionState } from './token.ts'

/** Sections 3.6 and 4. */
export type OaiErrorCode =
  | 'badArgument'
  | 'badResumptionToken'
  | 'badVerb'
  | 'cannotDisseminateFormat'
  | 'idDoesNotExist'
  | 'noRecordsMatch'

export class OaiError extends Error {
  readonly code: OaiErrorCode
  constructor(code: OaiErrorCode, message: string) {
    super(message)
    this.code = code
  }
}

const verbs = {
  Identify: [],
  ListMetadataFormats: ['identifier'],
  ListSets: ['resumptionToken'],
  GetRecord: ['identifier', 'metadataPrefix'],
  ListIdentifiers: ['metadataPrefix', 'from', 'until', 'set', 'resumptionToken'],
  ListRecords: ['metadataPrefix', 'from', 'until', 'set', 'resumptionToken'],
} as const
export type Verb = keyof typeof verbs

export interface OaiRequest {
  verb: Verb
  /** As they were given. */
  args: Record<string, string>
  identifier?: string
  metadataPrefix?: string
  /** What a list is to hold, of the first request and of those that go on with it. */
  harvest?: HarvestState
}

/** @throws OaiError badVerb, badArgument, badResumptionToken */
export function readRequest(given: URLSearchParams): OaiRequest {
  const all = given.getAll('verb')
  const [verb] = all
  if (verb === undefined) throw new OaiError('badVerb', `There is no verb: ${Object.keys(verbs).join(', ')}.`)
  if (all.length > 1) throw new OaiError('badVerb', 'There is more than one verb.')
  if (!Object.hasOwn(verbs, verb))
    throw new OaiError('badVerb', `"${verb.slice(0, 100)}" is no verb: ${Object.keys(verbs).join(', ')}.`)
  const possible: readonly string[] = verbs[verb as Verb]
  const args: Record<string, string> = { verb }
  for (const [name, value] of given) {
    if (name === 'verb') continue
    if (!possible.includes(name))
      throw new OaiError('badArgument', `${verb} takes no "${name.slice(0, 100)}".`)
    if (name in args) throw new OaiError('badArgument', `${name} is given more than once.`)
    args[name] = value
  }
  const { identifier, metadataPrefix, resumptionToken } = args
  const request: OaiRequest = { verb: verb as Verb, args }
  if (resumptionToken !== undefined) {
    if (Object.keys(args).length > 2)
      throw new OaiError('badArgument', 'With a resumptionToken there may be no other argument.')
    const harvest = verb === 'ListSets' ? undefined : resumptionState(resumptionToken)
    if (!harvest) throw new OaiError('badResumptionToken', 'The resumptionToken is none of this repository.')
    return { ...request, metadataPrefix: harvest.prefix, harvest }
  }
  const required = possible.filter(
    (name) => name === 'metadataPrefix' || (name === 'identifier' && verb === 'GetRecord'),
  )
  for (const name of required) {
    if (args[name] === undefined) throw new OaiError('badArgument', `${verb} needs ${name}.`)
  }
  if (identifier !== undefined) request.identifier = identifier
  if (metadataPrefix !== undefined) request.metadataPrefix = metadataPrefix
  if (verb === 'ListRecords' || verb === 'ListIdentifiers') request.harvest = newHarvest(args)
  return request
}

function newHarvest({ metadataPrefix, from, until, set }: Record<string, string>): HarvestState {
  if (from !== undefined && until !== undefined && from.length !== until.length)
    throw new OaiError('badArgument', 'from and until are not of the same granularity.')
  const [begin, end] = [from && spanOf('from', from), until && spanOf('until', until)]
  if (begin && end && begin.start > end.start) throw new OaiError('badArgument', 'from is later than until.')
  return {
    prefix: metadataPrefix!,
    ...(set === undefined ? {} : { set }),
    ...(begin ? { from: begin.start } : {}),
    ...(end ? { before: end.end } : {}),
    given: 0,
  }
}

/** A day or a second in UTC, in milliseconds since 1970 (section 3.3). */
function spanOf(name: string, text: string): { start: number; end: number } {
  const isDay = /^\d{4}-\d\d-\d\d$/.test(text)
  const start = isDay || /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(text) ? Date.parse(text) : Number.NaN
  // Some days roll over into the next month instead of being refused.
  if (Number.isNaN(start) || !new Date(start).toISOString().startsWith(text.slice(0, 10)))
    throw new OaiError('badArgument', `${name} has to be a date such as 2024-02-29 or 2024-02-29T12:00:00Z.`)
  return { start, end: start + (isDay ? 86_400_000 : 1000) }
}
