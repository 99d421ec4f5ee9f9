/** Links with a label, whose kind may be the label. */
import type { Link } from '../model/publication.ts'
import { linkKinds } from '../model/vocabulary.ts'

const known: ReadonlySet<string> = new Set(linkKinds)

export function labelledLink(url: string, label: string | undefined): Link {
  const kind = label?.toLowerCase() ?? ''
  if (known.has(kind)) return { kind: kind as Link['kind'], url }
  return { kind: 'other', url, ...(label ? { label } : {}) }
}
