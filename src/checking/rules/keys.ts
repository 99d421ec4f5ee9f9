/** Keys. No two publications of a store share one, whatever its case; one publication may have the same twice. */
import type { Publication } from '../../model/publication.ts'
import type { Fault, Rule } from '../rule.ts'

function checkAliases({ key, aliases = [] }: Publication): Fault[] {
  const seen = new Map([[key.toLowerCase(), key]])
  for (const [i, alias] of aliases.entries()) {
    const first = seen.get(alias.toLowerCase())
    if (first !== undefined) {
      return [
        {
          path: ['aliases', i],
          message: `the alias ${alias} is the key ${first} again, as keys are compared without regard to case`,
          expected: 'each key once',
          edits: [{ path: ['aliases', i] }],
        },
      ]
    }
    seen.set(alias.toLowerCase(), alias)
  }
  return []
}

export const keyRules: Rule[] = [
  {
    name: 'key-twice',
    severity: 'info',
    summary: 'An alias differs from the key, or from another alias, in case only',
    fix: 'Takes the alias away; the publication is found as before',
    example: { key: 'einstein1905', aliases: ['Einstein1905'] },
    check: checkAliases,
  },
]
