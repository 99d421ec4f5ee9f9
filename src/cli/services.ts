/** Puts the parts together: what every command that serves or renders starts from. */
import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import type { Config } from '../config.ts'
import type { Services } from '../http/services.ts'
import { siteOf } from '../http/site.ts'
import type { Store } from '../model/store.ts'
import { configureStyles } from '../rendering/bibliography.ts'
import { KeptEntries } from '../rendering/kept-entries.ts'
import { KeptPieces } from '../rendering/kept-pieces.ts'
import { loadFormats } from '../rendering/registry.ts'
import { databasePath } from '../store/open.ts'
import { edition } from './edition.ts'
import { importerInto } from './importer.ts'

/** The absolute path of a folder of this checkout. */
export function folderOf(name: string): string {
  return fileURLToPath(new URL(`../../${name}`, import.meta.url))
}

export async function readRelease(): Promise<string> {
  const file = new URL('../../package.json', import.meta.url)
  return (JSON.parse(await readFile(file, 'utf8')) as { version: string }).version
}

export const allFormats = () => loadFormats(new URL('../formats/', import.meta.url))

export const baseUrlOf = (config: Config) =>
  (config.BASE_URL || `http://localhost:${config.PORT}`).replace(/\/+$/, '')

export async function assemble(config: Config, store: Store): Promise<Services> {
  const formats = await allFormats()
  const styles = configureStyles(config.STYLES_DIR ? { stylesDir: config.STYLES_DIR } : {})
  const theme = {
    ...(config.ACCENT ? { accent: config.ACCENT } : {}),
    ...(config.THEME ? { hasSheet: true, sheet: await readFile(config.THEME, 'utf8') } : {}),
  }
  const entries = new KeptEntries()
  const pieces = keptPieces(config)
  const release = await readRelease()
  return {
    config,
    store,
    formats,
    styles,
    entries,
    ...(pieces ? { pieces } : {}),
    importer: importerInto(store),
    baseUrl: baseUrlOf(config),
    theme,
    site: siteOf(store),
    release,
  }
}

/** In a folder beside the store; none for a store in memory. */
export function keptPieces({ DATABASE_URL, EXPORT_CACHE }: Config): KeptPieces | undefined {
  if (DATABASE_URL === 'file::memory:') return undefined
  return new KeptPieces(`${databasePath(DATABASE_URL)}-exports`, EXPORT_CACHE * 1024 * 1024, edition)
}
