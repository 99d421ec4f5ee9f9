/** The rules there are, in the order in which they are listed and their repairs are made. */
import type { Rule } from './rule.ts'
import { capitalRules } from './rules/capitals.ts'
import { dateRules } from './rules/dates.ts'
import { doiRules } from './rules/doi.ts'
import { encodingRules } from './rules/encoding.ts'
import { keyRules } from './rules/keys.ts'
import { linkRules } from './rules/links.ts'
import { markupRules } from './rules/markup.ts'
import { missingRules } from './rules/missing.ts'
import { nameRules } from './rules/names.ts'
import { numberRules } from './rules/numbers.ts'
import { pageRules } from './rules/pages.ts'
import { titleRules } from './rules/titles.ts'
import { venueRules } from './rules/venues.ts'

export const allRules: readonly Rule[] = [
  // Text is made whole before it is judged.
  ...encodingRules,
  ...markupRules,
  ...titleRules,
  ...capitalRules,
  ...nameRules,
  ...venueRules,
  ...missingRules,
  ...dateRules,
  ...pageRules,
  ...doiRules,
  ...numberRules,
  ...linkRules,
  ...keyRules,
]
