/** Sites that are folders: known by what is in them, read as one source. */
import { isAlFolio, readAlFolio } from './folders/al-folio.ts'
import { isHugoblox, readHugoblox } from './folders/hugoblox.ts'
import type { Entry } from './reader.ts'

interface FolderReader {
  name: string
  title: string
  recognise(path: string): Promise<boolean>
  /** @param shown the path as the user gave it */
  read(path: string, shown: string): AsyncGenerator<Entry>
}

export const folderReaders: readonly FolderReader[] = [
  { name: 'hugoblox', title: 'HugoBlox site', recognise: isHugoblox, read: readHugoblox },
  { name: 'al-folio', title: 'al-folio site', recognise: isAlFolio, read: readAlFolio },
]

/**
 * @param format the reader's name, where what is in the folder is not to decide
 * @throws Error where the folder is no site that is known
 */
export async function* readFolderEntries(path: string, format?: string): AsyncGenerator<Entry> {
  for (const reader of folderReaders) {
    if (format === undefined ? await reader.recognise(path) : reader.name === format) {
      yield* reader.read(path, path)
      return
    }
  }
  throw new Error(
    `${path} is no site that is known here: a HugoBlox site has content/publication, an al-folio site has _bibliography with a .bib file.`,
  )
}
