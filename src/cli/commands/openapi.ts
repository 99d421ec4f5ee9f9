/** `offprint openapi`: writes the contract from the routes, with answers over the seed data as examples. */
import { writeFile } from 'node:fs/promises'
import { readConfig } from '../../config.ts'
import { generateOpenapi } from '../../http/openapi.ts'
import { readSeed } from '../../importing/seed.ts'
import { openStore } from '../../store/open.ts'
import { assemble, folderOf } from '../services.ts'

const folder = new URL('../../../openapi/', import.meta.url)
/** Examples show times; the same at every run, so that only a change of the routes changes the file. */
const clock = () => Date.UTC(2026, 0, 1)

/** The documents as text, made from nothing but the code and the seed of this checkout. */
export async function makeOpenapi(): Promise<{ json: string; yaml: string }> {
  const config = readConfig({ RATE_LIMIT: '0', MAX_EVENT_LOOP_DELAY: '0', COMPRESS: 'false' })
  const store = openStore('file::memory:', clock)
  try {
    await store.save(await readSeed(folderOf('seed')))
    const services = await assemble(config, store)
    return await generateOpenapi(services)
  } finally {
    await store.close()
  }
}

export default async function openapi(): Promise<void> {
  const { json, yaml } = await makeOpenapi()
  await writeFile(new URL('openapi.json', folder), json)
  await writeFile(new URL('openapi.yaml', folder), yaml)
}
