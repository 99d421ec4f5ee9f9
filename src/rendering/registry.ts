/** The formats there are: whatever stands in the folder `formats`, checked for clashes when the service starts. */
import { readdir } from 'node:fs/promises'
import type { Format, ResourceName } from './format.ts'

/** What a route can show: publications in a list, one publication, or another resource. */
export type Shown = 'publications' | 'publication' | ResourceName

export interface FormatRegistry {
  /** The preferred one first, then by name. */
  all: readonly Format[]
  byName: ReadonlyMap<string, Format>
  byExtension: ReadonlyMap<string, Format>
  /** Formats that can show a resource. */
  for(shown: Shown): readonly Format[]
  /** The same, those that most people want first. */
  commonFirst(shown: Shown): readonly Format[]
}

/** @throws Error for two formats with one name, media type or extension, or none or two that are preferred */
export function createRegistry(formats: Format[]): FormatRegistry {
  const all = [...formats].sort(
    (a, b) => Number(b.preferred ?? false) - Number(a.preferred ?? false) || (a.name < b.name ? -1 : 1),
  )
  if (all.filter((format) => format.preferred).length !== 1)
    throw new Error('Exactly one format has to be preferred')
  const index = (keysOf: (format: Format) => readonly string[], what: string) => {
    const found = new Map<string, Format>()
    for (const format of all) {
      for (const key of keysOf(format)) {
        const other = found.get(key)
        if (other)
          throw new Error(`The formats ${other.name} and ${format.name} both claim the ${what} ${key}`)
        found.set(key, format)
      }
    }
    return found
  }
  index((format) => format.mediaTypes, 'media type')
  const shows = (format: Format, shown: Shown) =>
    shown === 'publications'
      ? format.list !== undefined
      : shown === 'publication'
        ? format.list !== undefined || format.item !== undefined
        : format.resources?.[shown] !== undefined ||
          (shown === 'person' && format.resources?.profile !== undefined) ||
          (shown === 'group' && format.resources?.groupProfile !== undefined)
  return {
    all,
    byName: index((format) => [format.name], 'name'),
    byExtension: index((format) => format.extensions, 'extension'),
    for: remembered((shown) => all.filter((format) => shows(format, shown))),
    commonFirst: remembered((shown) => {
      const possible = all.filter((format) => shows(format, shown))
      return [...possible.filter(({ common }) => common), ...possible.filter(({ common }) => !common)]
    }),
  }
}

/** The same array each time, by which others remember what they made of it. */
function remembered(find: (shown: Shown) => readonly Format[]): (shown: Shown) => readonly Format[] {
  const found = new Map<Shown, readonly Format[]>()
  return (shown) => {
    const formats = found.get(shown) ?? find(shown)
    found.set(shown, formats)
    return formats
  }
}

/** Loads every module of a folder; each has a format as its default export and its name as its file name. */
export async function loadFormats(folder: URL): Promise<FormatRegistry> {
  const files = (await readdir(folder)).filter((file) => /^[a-z0-9-]+\.(?:js|ts)$/.test(file))
  const formats = await Promise.all(
    files.map(async (file) => {
      const { default: format } = (await import(new URL(file, folder).href)) as { default: Format }
      if (format?.name !== file.replace(/\.[jt]s$/, '')) {
        throw new Error(`formats/${file} has to export a format of that name as its default`)
      }
      return format
    }),
  )
  return createRegistry(formats)
}

/**
 * Cuts a known extension off the last part of a path: the longest that is known, so `.csl.json` goes before `.json`.
 */
export function splitExtension(path: string, registry: FormatRegistry): { stem: string; format?: Format } {
  for (let dot = path.indexOf('.', path.lastIndexOf('/') + 1); dot !== -1; dot = path.indexOf('.', dot + 1)) {
    const format = registry.byExtension.get(path.slice(dot + 1).toLowerCase())
    if (format && dot > 0) return { stem: path.slice(0, dot), format }
  }
  return { stem: path }
}
