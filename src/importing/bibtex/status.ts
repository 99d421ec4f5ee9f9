/** The state of a work, in words that people and BibLaTeX (`pubstate`) use. */
import type { PublicationInput } from '../../model/publication.ts'

type Status = NonNullable<PublicationInput['status']>

const states: [pattern: RegExp, status: Status | undefined][] = [
  [/^(?:in ?press|inpress)$/i, 'in-press'],
  [/^(?:accepted(?: for publication)?|forthcoming|to appear)(?: (?:in|at) .*)?$/i, 'accepted'],
  [/^(?:under review|under revision|in review)(?: (?:in|at) .*)?$/i, 'under-review'],
  [/^submitted(?: (?:to|for) .*)?$/i, 'submitted'],
  [/^(?:in ?preparation|in progress|work in progress)$/i, 'in-preparation'],
  [/^retracted$/i, 'retracted'],
]

/** @returns undefined for what says nothing of a state, `prepublished` among it */
export function statusOf(text: string | undefined): Status | undefined {
  const words = text?.trim().replace(/\.$/, '')
  return words === undefined ? undefined : states.find(([pattern]) => pattern.test(words))?.[1]
}

/** Where the work is to appear: what "Submitted to" and "To appear in" go on with. */
export const placeOf = (text: string) =>
  /^(?:accepted(?: for publication)?|forthcoming|to appear|under review|under revision|in review) (?:in|at) (.+)$|^submitted to (.+)$/i
    .exec(text.trim().replace(/\.$/, ''))
    ?.slice(1)
    .find(Boolean)
