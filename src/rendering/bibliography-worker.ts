/**
 * The thread in which citeproc runs, so that the server goes on answering meanwhile. It keeps the engines of
 * the styles used last. It loads neither the store nor the schemas, which keeps it small.
 */
import { parentPort, workerData } from 'node:worker_threads'
import { createFormatter, type Formatter, type RenderedEntry } from './citeproc.ts'
import type { NameOptions } from './citeproc-names.ts'
import type { CslItemLike } from './csl-item.ts'
import type { Output } from './csl-markup.ts'
import type { Location } from './style-sources.ts'

export interface WorkerData {
  locales: [string, Location][]
}
export interface WorkerRequest {
  style: Location
  /** Left out: the one the style asks for. */
  locale: string | undefined
  output: Output
  items: CslItemLike[]
  /** What to do with the authors of each item. */
  names?: readonly NameOptions[]
  /** The style prints every name it is given. */
  allNames?: boolean
}
export type WorkerReply = { rendered: RenderedEntry[] } | { failed: string; item?: string | undefined }

/** An engine takes a few megabytes. */
const kept = 6
const locales = new Map((workerData as WorkerData).locales)
/** By style and locale; the one used last is at the end. */
const formatters = new Map<string, Formatter>()

function render({ style, locale, output, items, names, allNames }: WorkerRequest): WorkerReply {
  const name = JSON.stringify([style, locale, allNames])
  let current: CslItemLike | undefined
  try {
    const formatter = formatters.get(name) ?? createFormatter(style, locale, locales, allNames)
    // One that fails on the way is in an unknown state, and is not put back.
    formatters.delete(name)
    const rendered = items.map((item, i) => {
      current = item
      return formatter.render(item, output, names?.[i])
    })
    formatter.clear()
    formatters.set(name, formatter)
    const oldest = formatters.keys().next().value
    if (formatters.size > kept && oldest !== undefined) formatters.delete(oldest)
    return { rendered }
  } catch (error) {
    const failed = error instanceof Error ? (error.stack ?? error.message) : String(error)
    return { failed, item: current && String(current.id) }
  }
}

parentPort!.on('message', (request: WorkerRequest) => parentPort!.postMessage(render(request)))
