/** What an import of an XML format could not place, for the same format to write again: elements by name, as `extra` has them. */
import { isMap } from '../model/json.ts'
import { element, type Xml } from './xml.ts'

const xmlName = /^[A-Za-z_][\w.-]*$/

/** Elements of one name: texts, or maps of `@attribute`, `#text` and children. */
export function extraElements(name: string, value: unknown): Xml[] {
  if (!xmlName.test(name)) return []
  return [value].flat().flatMap((one): Xml[] => {
    if (typeof one === 'string' || typeof one === 'number') return [element(name, {}, one)]
    if (!isMap(one)) return []
    const [attributes, children]: [Record<string, string>, Xml[]] = [{}, []]
    for (const [member, inner] of Object.entries(one)) {
      if (member.startsWith('@') && xmlName.test(member.slice(1))) attributes[member.slice(1)] = String(inner)
      else if (member !== '#text') children.push(...extraElements(member, inner))
    }
    const text = one['#text']
    return [element(name, attributes, typeof text === 'string' ? text : undefined, children)]
  })
}
