/** Where `offprint export` writes more than one list to: each target by its option. */
import type { FastifyInstance } from 'fastify'
import type { Config } from '../config.ts'
import { writeAlFolio } from '../exporting/al-folio.ts'
import { writeFolder } from '../exporting/folder.ts'
import { writeHugoblox } from '../exporting/hugoblox.ts'
import type { Tree } from '../exporting/tree.ts'
import type { Keyed } from '../exporting/whole.ts'
import { buildApp } from '../http/app.ts'
import type { Services } from '../http/services.ts'
import type { Publication } from '../model/publication.ts'
import type { RenderContext } from '../rendering/format.ts'
import { renderItem } from '../rendering/format.ts'
import { writeSite } from './static-site.ts'

export interface TargetContext {
  services: Services
  config: Config
  tree: Tree
  progress: (text: string) => void
}
/** @returns what is to be said beside the count of files */
type Target = (context: TargetContext) => Promise<string[]>

/** Entries of BibTeX; `verbatim` has the fields that an import could not place. */
function bibtexOf({ formats, baseUrl, config }: Services, profile: RenderContext['profile']) {
  const format = formats.byName.get('bibtex')!
  const context: RenderContext = {
    baseUrl,
    style: config.STYLE,
    locale: config.LOCALE,
    profile,
    venueName: 'long',
  }
  const stamps = { created: '', updated: '', version: 1 }
  return (input: Keyed) => {
    const publication = { ...input, ...stamps } as Publication
    const record = { key: input.key, version: 1, updated: 0, json: new Uint8Array(), publication }
    return renderItem(format, record, context)
  }
}

export const targets = {
  folder: async ({ services, tree }) => {
    await writeFolder(services.store, tree, bibtexOf(services, 'utf8'))
    return []
  },
  hugoblox: async ({ services, tree }) => {
    await writeHugoblox(services.store, tree, bibtexOf(services, 'verbatim'))
    return []
  },
  'al-folio': async ({ services, tree }) => {
    await writeAlFolio(services.store, tree, bibtexOf(services, 'verbatim'))
    return []
  },
  static: async ({ services, config, tree, progress }) => {
    // Nobody else asks here, so there is nothing to be protected from.
    const quiet = { ...config, RATE_LIMIT: 0, MAX_EVENT_LOOP_DELAY: 0, ANSWER_CACHE: 0, COMPRESS: false }
    const urls: string[] = []
    const observe = (app: FastifyInstance) => {
      app.addHook('onRoute', ({ method, url }) => {
        if ([method].flat().includes('GET')) urls.push(url)
      })
    }
    const app = await buildApp({ ...services, config: quiet }, { observe })
    try {
      const { store, formats, baseUrl } = services
      const { cut, notOnWindows } = await writeSite({ app, urls, store, formats, baseUrl }, tree, progress)
      return [
        ...(config.BASE_URL ? [] : [`Links lead to ${services.baseUrl}: BASE_URL names the public address.`]),
        ...cut.map((url) => `${url} has the first thousand entries only.`),
        ...(notOnWindows.length
          ? [
              `Keys of which Windows can hold no files, for a colon, a name of its own or a full stop at the end: ${shownKeys(notOnWindows)}.`,
            ]
          : []),
      ]
    } finally {
      await app.close()
    }
  },
} satisfies Record<string, Target>

function shownKeys(keys: readonly string[]): string {
  const shown = keys.slice(0, 5).join(', ')
  return keys.length > 5 ? `${shown} and ${keys.length - 5} more` : shown
}

export type TargetName = keyof typeof targets
