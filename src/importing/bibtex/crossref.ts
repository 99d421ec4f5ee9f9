/** What an entry takes from the one it refers to (biblatex manual, appendix B; for BibTeX, what is not there itself). */
import type { Field } from './fields.ts'

/** A parent's field → the child's, for a part of a book or volume. */
const partOf: Record<string, string> = {
  title: 'booktitle',
  subtitle: 'booksubtitle',
  titleaddon: 'booktitleaddon',
  shorttitle: '',
  sorttitle: '',
  indextitle: '',
}
const ofPeriodical: Record<string, string> = {
  title: 'journaltitle',
  subtitle: 'journalsubtitle',
  shorttitle: '',
}
/** What names the parent and not the child. */
const own = new Set([
  'crossref',
  'xref',
  'xdata',
  'entryset',
  'label',
  'ids',
  'keywords',
  'abstract',
  'pages',
  'pagetotal',
  'key',
  'shorthand',
  'options',
  'file',
  'note',
  'doi',
  'url',
])

export function inherited(
  childType: string,
  child: readonly Field[],
  parentType: string,
  parent: readonly Field[],
): Field[] {
  const fields = [...child]
  const has = new Set(child.map(({ name }) => name))
  const isPart = /^(?:in\w+|conference|suppbook|suppcollection|bookinbook)$/.test(childType)
  const map = parentType === 'xdata' ? {} : parentType === 'periodical' ? ofPeriodical : isPart ? partOf : {}
  for (const field of parent) {
    if (parentType !== 'xdata' && own.has(field.name)) continue
    const name = (map as Record<string, string | undefined>)[field.name] ?? field.name
    const target =
      isPart && name === 'author' && /book$/.test(parentType) && parentType !== 'xdata' ? 'bookauthor' : name
    // Old files give the parent a booktitle of its own for its parts.
    if (target === '' || has.has(target)) continue
    if (field.name === 'title' && target === 'booktitle' && parent.some(({ name }) => name === 'booktitle'))
      continue
    has.add(target)
    fields.push({ ...field, name: target })
  }
  return fields
}

/** A reference to one field of another entry (biblatex manual, section 3.13.6): `xdata=key-field-number`. */
export const isGranular = /\bxdata\s*=\s*[^\s,{}]+/i
const granular = /\bxdata\s*=\s*([^\s,{}-]+)(?:-([A-Za-z]+))?(?:-(\d+))?/gi

/** @returns the value with what it refers to in place; undefined where something is not there */
export function fillIn(
  value: string,
  field: (key: string, name: string) => string | undefined,
): string | undefined {
  let isWhole = true
  const filled = value.replace(
    granular,
    (_, key: string, name: string | undefined, number: string | undefined) => {
      const source = name && field(key, name)
      const found = number === undefined ? source : source?.split(/\s+and\s+/)[Number(number) - 1]
      if (!found || isGranular.test(found)) isWhole = false
      return found ?? ''
    },
  )
  return isWhole ? filled : undefined
}
