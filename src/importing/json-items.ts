/**
 * The items of a JSON text (RFC 8259), one after the other, without the whole of it in memory: members of the list that a
 * file is or wraps, or values that follow each other. Damage costs the item it is in: a bracket that closes none of its
 * kind, or a string that is still open at the end of its line, which no string of JSON may be.
 */
import type { Finding, Source } from './reader.ts'
import { decode } from './text.ts'

export interface JsonItem {
  text: string
  line: number
  column: number
  changed?: 'windows-1252'
  isTooDeep?: boolean
}

/** No source nests deeper, and what does could not be walked, nor written again. */
const deepest = 200
const closes = ({ isList }: Open) => (isList ? ']' : '}')

/** As much of a member's name as is looked at. */
const longest = 100

/** Where the part of a string that means only itself ends: most of a file is this. */
function plainFrom(text: string, start: number): number {
  let i = start
  for (; i < text.length; i++) {
    const code = text.charCodeAt(i)
    if (code === 34 || code === 92 || code === 10 || code === 13) break
  }
  return i
}

interface Open {
  isList: boolean
  /** Of the member that is being read, joined to those above it. */
  path: string
  /** Its members are what is looked for. */
  holdsItems: boolean
}

/** @param lists dotted paths of the lists that hold items, where the file is not a list itself */
export async function* jsonItems(source: Source, lists: readonly string[] = []): AsyncGenerator<JsonItem> {
  const stack: Open[] = []
  let [line, column] = [1, 1]
  let [inString, escaped, afterCarriage] = [false, false, false]
  let string: string | undefined
  let kept = ''
  let start: { line: number; column: number } | undefined
  /** Depth at which what is kept began. */
  let depth = 0
  let changed: 'windows-1252' | undefined
  /** How many of each kind are open, by what closes them. */
  const open = { '}': 0, ']': 0 }
  let isTooDeep = false

  for await (const chunk of decode(source)) {
    changed ??= chunk.changed
    const { text } = chunk
    let from = 0
    for (let i = 0; i < text.length; i++, column++) {
      if (inString && !escaped) {
        const plain = plainFrom(text, i)
        if (plain > i) {
          if (string !== undefined && string.length < longest)
            string += text.slice(i, Math.min(plain, i + longest - string.length))
          column += plain - i
          i = plain
          afterCarriage = false
          if (i === text.length) break
        }
      }
      const c = text[i]!
      const isLineEnd = c === '\n' || c === '\r'
      if (isLineEnd) {
        if (!(c === '\n' && afterCarriage)) line++
        column = 0
      }
      afterCarriage = c === '\r'
      if (inString) {
        if (escaped) escaped = false
        else if (c === '\\') escaped = true
        else if (c === '"' || isLineEnd) inString = false
        if (inString && string !== undefined && string.length < longest) string += c
        continue
      }
      const top = stack.at(-1)
      if (isLineEnd || c === ' ' || c === '\t' || c === '\uFEFF') continue
      if (c === ',') {
        if (start && depth === stack.length) yield end(text.slice(from, i))
        continue
      }
      if (c === ':') {
        if (top && !top.isList && string !== undefined && stack.length < 4) {
          const above = stack.at(-2)?.path
          top.path = above ? `${above}.${string}` : string
        }
        continue
      }
      if (c === '}' || c === ']') {
        const isList = c === ']'
        // One that closes nothing is passed over without a look at all that is open.
        if (open[c] === 0) continue
        let found = stack.length - 1
        while (stack[found]!.isList !== isList) open[closes(stack[found--]!)]--
        open[c]--
        // A scalar is over where the list around it is.
        if (start && depth > found) {
          const inside = depth === stack.length && found === depth - 1
          yield end(text.slice(from, i + (inside ? 0 : 1)))
        }
        stack.length = found
        if (start && depth === found) yield end(text.slice(from, i + 1))
        continue
      }
      if (!start && (stack.length === 0 ? c !== '[' : top!.holdsItems)) {
        start = { line, column }
        depth = stack.length
        from = i
      }
      if (c === '"') {
        inString = true
        string = ''
      } else if (c === '{' || c === '[') {
        const path = top?.path ?? ''
        const isItems =
          c === '[' && (stack.length === 0 || (!top!.isList && lists.includes(path) && depth === 0))
        if (isItems) {
          // What was kept is the object around the list; a list of items is read member by member.
          start = undefined
          kept = ''
        }
        stack.push({ isList: c === '[', path: '', holdsItems: isItems })
        open[c === '[' ? ']' : '}']++
        if (start && stack.length - depth > deepest) isTooDeep = true
        string = undefined
      }
    }
    if (start) kept += text.slice(from)
  }
  if (start) yield end('')

  function end(rest: string): JsonItem {
    const item: JsonItem = { text: kept + rest, ...start!, ...(changed ? { changed } : {}) }
    if (isTooDeep) Object.assign(item, { isTooDeep })
    kept = ''
    start = undefined
    isTooDeep = false
    return item
  }
}

/** The value of an item, or what is wrong with it and where. */
export function parseItem(item: JsonItem, file: string): { value: unknown } | { fault: Finding } {
  if (item.isTooDeep) {
    const { line, column } = item
    return {
      fault: { file, line, column, severity: 'error', message: `the item is nested deeper than ${deepest}` },
    }
  }
  try {
    return { value: JSON.parse(item.text) }
  } catch (error) {
    const at = Number(/position (\d+)/.exec((error as Error).message)?.[1] ?? item.text.trimEnd().length)
    const before = item.text.slice(0, at).split(/\r\n|\r|\n/)
    const last = before.at(-1)!.length
    const place = {
      file,
      line: item.line + before.length - 1,
      column: before.length === 1 ? item.column + last : last + 1,
    }
    const isCut = at >= item.text.trimEnd().length
    const message = isCut
      ? 'the item is not closed; it has to end with }'
      : `the item is not JSON: ${JSON.stringify(item.text.slice(at, at + 12))} may not stand here`
    return { fault: { ...place, severity: 'error', message } }
  }
}
