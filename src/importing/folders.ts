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
