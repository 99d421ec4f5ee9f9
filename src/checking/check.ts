/** Rules over publications: what they find, and their repairs until there is nothing left to repair. */
import type { Publication } from '../model/publication.ts'
import { edited, pointerOf, valueAt } from './edits.ts'
import type { Edit, Evidence, Fault, Finding, Rule } from './rule.ts'

export function check(publication: Publication, rules: readonly Rule[], evidence: Evidence): Finding[] {
  return rules.flatMap((rule) =>
    rule.check(publication, evidence).map((fault) => finding(rule, publication.key, fault)),
  )
}

const finding = (
  { name, severity }: Rule,
  key: string,
  { path, message, expected, edits }: Fault,
): Finding => ({
  rule: name,
  severity,
  key,
  pointer: pointerOf(path),
  message,
  ...(expected === undefined ? {} : { expected }),
  ...(edits ? { fix: edits } : {}),
})

/** What a repair did to one field. */
export interface Repair {
  rule: string
  pointer: string
  before?: unknown
  after?: unknown
}

/** More repairs than this one publication does not need: a rule would be undoing what another does. */
const mostRepairs = 1000

/**
 * Repairs, one after the other, looking again after each, since one may make room for another. A second call with what
 * the first returned repairs nothing.
 */
export function repair(
  publication: Publication,
  rules: readonly Rule[],
  evidence: Evidence,
): { publication: Publication; repairs: Repair[] } {
  const fixing = rules.filter(({ fix }) => fix !== undefined)
  const repairs: Repair[] = []
  let current = publication
  for (let again = true; again; ) {
    again = false
    for (const rule of fixing) {
      const edits = rule.check(current, evidence).find((fault) => fault.edits)?.edits
      if (!edits) continue
      if (repairs.length >= mostRepairs)
        throw new Error(`the repairs of ${publication.key} come to no end: ${rule.name} was the last`)
      repairs.push(...edits.map((edit) => described(rule, current, edit)))
      current = edited(current, edits)
      again = true
    }
  }
  return { publication: current, repairs }
}

function described({ name }: Rule, publication: Publication, { path, value }: Edit): Repair {
  const before = valueAt(publication, path)
  return {
    rule: name,
    pointer: pointerOf(path),
    ...(before === undefined ? {} : { before }),
    ...(value === undefined ? {} : { after: value }),
  }
}
