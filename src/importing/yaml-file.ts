/** A YAML file (YAML 1.2) as data that remembers where each value stands. Scalars are taken as they are written. */
import {
  type Document,
  isMap,
  isNode,
  isScalar,
  isSeq,
  LineCounter,
  parseDocument,
  Scalar,
  visit,
} from 'yaml'

/** Something wrong at a place in a file; line and column count from 1. */
export interface Fault {
  file: string
  line: number
  column: number
  /** Path of the field, such as `publications[0].venue`. */
  field: string
  message: string
}

export interface YamlFile {
  name: string
  data: unknown
  faults: Fault[]
  /** @param path keys and positions, from the root of the file to the value */
  fault(path: (string | number)[], message: string): Fault
}

/** @param withNumbers leaves numbers as such where their text is no longer than they are: `10`, but not `010` or `1.10` */
export function readYaml(name: string, text: string, withNumbers = false): YamlFile {
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, version: '1.2', uniqueKeys: true })
  const at = (offset: number, field: string, message: string): Fault => {
    const { line, col } = lines.linePos(offset)
    return { file: name, line, column: col, field, message }
  }
  const faults = [...document.errors, ...document.warnings].map(({ message, pos }) =>
    at(pos[0], '', message.split(/ at line|:?\n/)[0]!),
  )
  keepAsWritten(document, withNumbers)
  return {
    name,
    data: faults.length ? undefined : toData(document, (message) => faults.push(at(0, '', message))),
    faults,
    fault: (path, message) => at(offsetOf(document, path), formatPath(path), message),
  }
}

/** Aliases that name nothing, or that would grow without end, are only found here. */
function toData(document: Document, fault: (message: string) => void): unknown {
  try {
    return document.toJS({ maxAliasCount: 100 })
  } catch (error) {
    fault((error as Error).message)
    return undefined
  }
}

/**
 * `volume: 56` and `issued: 2024-04` are texts here: a number would lose leading zeros, a date its precision. What says
 * that it is a number, `!!int 5`, is one.
 */
function keepAsWritten(document: Document, withNumbers: boolean): void {
  visit(document, {
    Scalar(_, node) {
      if (typeof node.value !== 'number' || node.source === undefined || node.tag) return
      if (!withNumbers || String(node.value) !== node.source) node.value = node.source
    },
  })
}

/** Where the value stands; for one that is missing, what it is missing from. */
function offsetOf(document: Document, path: (string | number)[]): number {
  let node: unknown = document.contents
  let offset = isNode(node) ? (node.range?.[0] ?? 0) : 0
  for (const step of path) {
    if (isMap(node)) {
      const pair = node.items.find(({ key }) => (isScalar(key) ? String(key.value) : key) === String(step))
      if (!pair) return offset
      const key = pair.key instanceof Scalar ? pair.key.range?.[0] : undefined
      offset = key ?? offset
      node = pair.value
    } else if (isSeq(node)) {
      node = node.items[Number(step)]
      offset = isNode(node) ? (node.range?.[0] ?? offset) : offset
    } else return offset
  }
  return offset
}

export function formatPath(path: (string | number)[]): string {
  return path.reduce<string>(
    (text, step) => (typeof step === 'number' ? `${text}[${step}]` : text ? `${text}.${step}` : step),
    '',
  )
}
