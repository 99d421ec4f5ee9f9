/**
 * The thread in which citeproc runs, so that the server goes on answering meanwhile. It keeps the engines of
 * the styles used last. It loads neither the store nor the schemas, which keeps it small.
 */
import { parentPort, workerData } from 'node:worker_threads'
import { createFormatter, type Formatter, type RenderedEntry } from './citeproc.ts'
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
}
export type WorkerReply = { rendered: RenderedEntry[] } | { failed: string; item?: string | undefined }

/** An engine takes a few megabytes. */
const kept = 6
const locales = new Map((workerData as WorkerData).locales)
/** By style and locale; the one used last is at the end. */
const formatters = new Map<string, Formatter>()

function render({ style, locale, output, items }: WorkerRequest): WorkerReply {
  const name = JSON.stringify([style, locale])
  let current: CslItemLike | undefined
  try {
    const formatter = formatters.get(name) ?? createFormatter(style, locale, locales)
    // One that fails on the way is in an unknown state, and is not put back.
    formatters.delete(name)
    const rendered = items.map((item) => {
      current = item
      return formatter.render(item, output)
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
