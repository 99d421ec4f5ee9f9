/**
 * A publication with all of its fields, those it does not have undefined. Records come in hundreds of shapes, and a
 * writer that asks one for fifty fields spends most of its time on finding out where they are; of one shape it knows.
 */
import { dateVariables, textVariables } from './csl-variables.ts'
import type { Publication } from './publication.ts'

const others = `key aliases type status visibility publishedOnline publishedPrint accepted venue identifiers contributors links
  tags awards featured relations funding license groups custom extra year created updated version`

const template = Object.fromEntries(
  [...others.split(/\s+/), ...Object.keys(textVariables), ...Object.keys(dateVariables)].map((name) => [
    name,
    undefined,
  ]),
)

/** For reading by name only: a list of its keys says nothing. */
export const shaped = (publication: Publication): Publication => ({ ...template, ...publication })
