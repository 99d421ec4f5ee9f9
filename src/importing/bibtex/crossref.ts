/** What an entry takes from the one it refers to (biblatex manual, appendix B; for BibTeX, what is not there itself). */
import type { Field } from './fields.ts'
import { splitNames } from './names.ts'

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

/** A chain of entries could gather fields without end. */
const mostInherited = 1000

/** What others may take from an entry. */
export interface Parent {
  type: string
  fields: readonly Field[]
}

/** The fields of an entry, and those of its parents that it has not: of an earlier one before a later one. */
export function inherited(childType: string, child: readonly Field[], parents: Iterable<Parent>): Field[] {
  const fields = [...child]
  const has = new Set(child.map(({ name }) => name))
  for (const parent of parents) addFrom(parent, childType, fields, has)
  return fields
}

function addFrom(
  { type: parentType, fields: parent }: Parent,
  childType: string,
  fields: Field[],
  has: Set<string>,
): void {
  const isPart = /^(?:in\w+|conference|suppbook|suppcollection|bookinbook)$/.test(childType)
  const map = parentType === 'xdata' ? {} : parentType === 'periodical' ? ofPeriodical : isPart ? partOf : {}
  const hasBooktitle = parent.some(({ name }) => name === 'booktitle')
  for (const field of parent.slice(0, mostInherited)) {
    if (parentType !== 'xdata' && own.has(field.name)) continue
    const name = (map as Record<string, string | undefined>)[field.name] ?? field.name
    const target =
      isPart && name === 'author' && /book$/.test(parentType) && parentType !== 'xdata' ? 'bookauthor' : name
    // Old files give the parent a booktitle of its own for its parts.
    if (target === '' || has.has(target)) continue
    if (field.name === 'title' && target === 'booktitle' && hasBooktitle) continue
    has.add(target)
    fields.push({ ...field, name: target })
  }
}

/** A reference to one field of another entry (biblatex manual, section 3.13.6): `xdata=key-field-number`. */
export const isGranular = /\bxdata\s*=\s*[^\s,{}]+/i
const granular = /\bxdata\s*=\s*([^\s,{}-]+)(?:-([A-Za-z]+))?(?:-(\d+))?/gi

/** Keys of the entries that a value refers to. */
export const keysIn = (value: string) => Array.from(value.matchAll(granular), ([, key]) => key!)

/** How much text references may put in for each character of the entry; what grows more is no bibliography. */
const mostGrowth = 100

/**
 * Fields with what they refer to in place.
 * @param fieldsOf an entry's, by its key
 * @returns those that are whole, and those that refer to nothing
 */
export function fillIn(
  fields: readonly Field[],
  fieldsOf: (key: string) => readonly Field[] | undefined,
): { fields: Field[]; lost: Field[] } {
  const lost: Field[] = []
  /** Names of a list by the list, which is taken apart once. */
  const lists = new Map<string, string[]>()
  let room = 10_000 + mostGrowth * fields.reduce((sum, { value }) => sum + value.length, 0)
  const text = (key: string, name: string | undefined, number: string | undefined) => {
    const source = name && fieldsOf(key)?.find((one) => one.name === name.toLowerCase())?.value
    if (!source || number === undefined) return source
    const names = lists.get(source) ?? splitNames(source)
    lists.set(source, names)
    return names[Number(number) - 1]
  }
  const whole = fields.flatMap((field) => {
    if (!isGranular.test(field.value)) return [field]
    let isWhole = true
    const value = field.value.replace(granular, (_, key: string, name?: string, number?: string) => {
      const found = text(key, name, number)
      room -= found?.length ?? 0
      if (!found || isGranular.test(found) || room < 0) isWhole = false
      return isWhole ? found! : ''
    })
    if (!isWhole) lost.push(field)
    return isWhole ? [{ ...field, value }] : []
  })
  return { fields: whole, lost }
}
