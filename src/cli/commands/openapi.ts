/** `offprint openapi`: writes the contract from the routes, with answers over the seed data as examples. */
import { writeFile } from 'node:fs/promises'
import { readConfig } from '../../config.ts'
import { generateOpenapi } from '../../http/openapi.ts'
import { readSeed } from '../../importing/seed.ts'
import { openStore } from '../../store/open.ts'
import { readArguments, UsageError } from '../arguments.ts'
import { print } from '../output.ts'
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

export const options = {
  print: { type: 'boolean', default: false },
  json: { type: 'boolean', default: false },
} as const

export const help = async () => `offprint openapi [--print [--json]]

Writes openapi/openapi.yaml and openapi/openapi.json of this release from its routes, for those who change it. What a server
says of itself is at /openapi.json and /openapi.yaml.

  --print  to standard output, and into no file
  --json   as JSON; as YAML without

Examples
  offprint openapi --print > offprint.yaml
  offprint openapi --print --json | jq .info.version
  offprint get /openapi.json -o openapi.json

Exit codes: 0 done, 1 failed, 2 wrong call`

export default async function openapi(argv: string[]): Promise<void> {
  const { values } = readArguments(argv, options, { name: 'Nothing', least: 0, most: 0 })
  const { json, yaml } = await makeOpenapi()
  if (values.print) return print(values.json ? json : yaml)
  if (values.json) throw new UsageError('--json goes with --print.')
  await writeFile(new URL('openapi.json', folder), json)
  await writeFile(new URL('openapi.yaml', folder), yaml)
}
