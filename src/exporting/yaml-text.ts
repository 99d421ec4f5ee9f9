/** YAML 1.2 that `importing/yaml-file.ts` reads back as it was. */
import { Document, isPair, isScalar, visit } from 'yaml'

const [integer, float] = ['tag:yaml.org,2002:int', 'tag:yaml.org,2002:float']

/**
 * @param plainNumbers for programs that read numbers as such
 * @returns a document of a mapping, with a line break at its end
 */
export function yamlText(value: object, plainNumbers = false): string {
  const document = new Document(value, { version: '1.2', aliasDuplicateObjects: false })
  visit(document, {
    Scalar(_, node, path) {
      if (plainNumbers || typeof node.value !== 'number' || isEqual(path.at(-1))) return
      // Plain numbers are read as texts, so that volumes keep their zeros; these are numbers.
      node.tag = /^-?\d+$/.test(String(node.value)) ? integer : float
    },
  })
  return document.toString({ lineWidth: 0 })
}

/** A contributor's `equal`, which is known to be a number. */
const isEqual = (pair: unknown) => isPair(pair) && isScalar(pair.key) && pair.key.value === 'equal'
