/**
 * Formatted bibliographies in any CSL style. The work is done in a thread of its own, which is started when
 * it is first needed, watched by a time limit, and ended when it has been idle for a while.
 */
import { Worker } from 'node:worker_threads'
import { Problem } from '../model/problem.ts'
import type { WorkerData, WorkerReply, WorkerRequest } from './bibliography-worker.ts'
import type { NameOptions } from './citeproc-names.ts'
import type { CslItemLike } from './csl-item.ts'
import { numberMark, type Output } from './csl-markup.ts'
import { createStyleLibrary, type StyleLibrary } from './styles.ts'

export interface BibliographyOptions {
  /** Any name the library knows. */
  style: string
  /** BCP 47; left out: the one the style asks for, or else en-US. */
  locale?: string | undefined
  output: Output
  /** What to do with the authors of each item, in the order of the items. */
  names?: readonly NameOptions[]
  /** Every name that is left is printed, whatever the style would cut. */
  allNames?: boolean
}
/** One entry and one citation for each item, in the order of the items. */
export interface Bibliography {
  entries: string[]
  /** The form in a text: `(Hu et al., 2024)`, `[1]`. */
  citations: string[]
}

export interface Bibliographer {
  /**
   * @param options.start number of the first entry, for styles that number them; 1 unless given
   * @throws Problem invalid-parameter for an unknown style or locale; overloaded; internal-error
   */
  render(
    items: readonly CslItemLike[],
    options: BibliographyOptions & { start?: number },
  ): Promise<Bibliography>
  /**
   * Without numbers: each text depends on its item, the style, the locale and the output only, so it can be
   * cached. `withNumber` puts the number in.
   */
  renderUnnumbered(items: readonly CslItemLike[], options: BibliographyOptions): Promise<Bibliography>
  /** Ends the thread; calls in flight and later ones are refused. */
  close(): Promise<void>
}

export interface BibliographerSettings {
  /** Milliseconds that a batch of up to 50 items may take; the first of a thread, which has all to load, twice that. */
  timeLimit?: number
  /** Milliseconds after which an idle thread is ended. */
  idleAfter?: number
  /** Batches that may wait. */
  maxWaiting?: number
  /** Module of the thread. */
  worker?: URL
}

/** Numbers an entry or a citation that `renderUnnumbered` gave. */
export function withNumber(text: string, number: number): string {
  return text.replaceAll(numberMark, String(number))
}

/** Calls take turns after so many items. */
const batchSize = 50
const workerModule = new URL(
  `./bibliography-worker${import.meta.url.endsWith('.ts') ? '.ts' : '.js'}`,
  import.meta.url,
)

interface Job {
  request: WorkerRequest
  resolve(bibliography: Bibliography): void
  reject(problem: Problem): void
}

export function createBibliographer(
  library: StyleLibrary,
  settings: BibliographerSettings = {},
): Bibliographer {
  const {
    timeLimit = 10_000,
    idleAfter = 300_000,
    maxWaiting = 200,
    worker: module = workerModule,
  } = settings
  const waiting: Job[] = []
  let worker: Worker | undefined
  let current: Job | undefined
  let timer: NodeJS.Timeout | undefined
  let closed = false

  function start(): Worker {
    const locales = library.locales().map((tag): [string, ReturnType<typeof library.locate>] => {
      return [tag, library.locateLocale(tag)!]
    })
    const workerData: WorkerData = { locales }
    const started = new Worker(module, {
      workerData,
      name: 'bibliography',
      resourceLimits: { maxOldGenerationSizeMb: 512 },
    })
    // A thread that was replaced may still have something to say.
    const ifCurrent = (act: () => void) => started === worker && act()
    started.on('message', (reply: WorkerReply) => ifCurrent(() => settle(reply)))
    started.on('error', (error) => ifCurrent(() => replace(failure(error))))
    started.on('exit', (code) => ifCurrent(() => replace(failure(new Error(`Worker ended with ${code}`)))))
    return started
  }

  function next() {
    if (current) return
    clearTimeout(timer)
    current = waiting.shift()
    if (!current) {
      worker?.unref()
      timer = setTimeout(endWorker, idleAfter).unref()
      return
    }
    const limit = worker ? timeLimit : 2 * timeLimit
    const seconds = limit / 1000
    const late = () =>
      replace(
        new Problem('overloaded', `Formatting took longer than ${seconds} s. Ask for fewer publications.`),
      )
    timer = setTimeout(late, limit)
    try {
      worker ??= start()
      // A thread at work keeps the process alive, an idle one does not.
      worker.ref()
      worker.postMessage(current.request)
    } catch (error) {
      replace(failure(error))
    }
  }

  function settle(reply: WorkerReply) {
    const job = current
    current = undefined
    if ('rendered' in reply) {
      job?.resolve({
        entries: reply.rendered.map((rendered) => rendered.entry),
        citations: reply.rendered.map((rendered) => rendered.citation),
      })
    } else job?.reject(failure(new Error(reply.failed), reply.item))
    next()
  }

  async function endWorker() {
    const ending = worker
    worker = undefined
    await ending?.terminate()
  }

  /** Ends the thread; the batch in hand fails, those that wait get a new thread. */
  function replace(problem: Problem) {
    const job = current
    current = undefined
    void endWorker()
    job?.reject(problem)
    next()
  }

  function enqueue(request: WorkerRequest): Promise<Bibliography> {
    if (closed) return Promise.reject(new Problem('overloaded', 'The service is stopping.'))
    if (waiting.length >= maxWaiting) {
      return Promise.reject(new Problem('overloaded', 'Too many bibliographies are waiting to be formatted.'))
    }
    return new Promise((resolve, reject) => {
      waiting.push({ request, resolve, reject })
      next()
    })
  }

  async function renderUnnumbered(
    items: readonly CslItemLike[],
    options: BibliographyOptions,
  ): Promise<Bibliography> {
    const style = library.locate(options.style)
    const locale = options.locale
      ? library.resolveLocale(options.locale)
      : wantedLocale(library, options.style)
    const whole: Bibliography = { entries: [], citations: [] }
    for (let at = 0; at < items.length; at += batchSize) {
      const { entries, citations } = await enqueue({
        style,
        locale,
        output: options.output,
        items: items.slice(at, at + batchSize),
        ...(options.names ? { names: options.names.slice(at, at + batchSize) } : {}),
        ...(options.allNames ? { allNames: true } : {}),
      })
      whole.entries.push(...entries)
      whole.citations.push(...citations)
    }
    return whole
  }

  return {
    renderUnnumbered,
    async render(items, options) {
      const { entries, citations } = await renderUnnumbered(items, options)
      const number = (text: string, i: number) => withNumber(text, (options.start ?? 1) + i)
      return { entries: entries.map(number), citations: citations.map(number) }
    },
    async close() {
      closed = true
      clearTimeout(timer)
      const refused = current ? [current, ...waiting.splice(0)] : waiting.splice(0)
      current = undefined
      for (const job of refused) job.reject(new Problem('overloaded', 'The service is stopping.'))
      await endWorker()
    },
  }
}

function failure(cause: unknown, item?: string): Problem {
  const what = item === undefined ? 'The bibliography' : `The entry of ${item}`
  return Object.assign(new Problem('internal-error', `${what} could not be formatted.`), { cause })
}

function wantedLocale(library: StyleLibrary, style: string): string | undefined {
  const wanted = library.defaultLocale(style)
  if (!wanted) return undefined
  try {
    return library.resolveLocale(wanted)
  } catch {
    // The style asks for a locale that is not here: citeproc then falls back to en-US.
    return undefined
  }
}

let configured: { library: StyleLibrary; bibliographer: Bibliographer } | undefined

/**
 * Says where the styles of this process come from. Called once at start; a later call replaces the library.
 * @throws Error if the folder cannot be read
 */
export function configureStyles(options: { stylesDir?: string | undefined }): StyleLibrary {
  void configured?.bibliographer.close()
  const library = createStyleLibrary(options)
  configured = { library, bibliographer: createBibliographer(library) }
  return library
}

/** The bibliographer of this process; without `configureStyles`, of the styles that come as packages. */
export function bibliographer(): Bibliographer {
  if (!configured) configureStyles({})
  return configured!.bibliographer
}

/** The styles of this process. */
export function styleLibrary(): StyleLibrary {
  if (!configured) configureStyles({})
  return configured!.library
}
