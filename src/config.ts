/** Configuration from the environment: one schema that validates it, documents it and prints it. Nobody else reads it. */
import envSchema from 'env-schema'

const port = (fallback: number, description: string) =>
  ({ type: 'integer', minimum: 0, maximum: 65535, default: fallback, description }) as const

/** JSON Schema of each setting, by its name in the environment. */
const settings = {
  PORT: port(3000, 'Port to serve on; 0 takes a free one'),
  HOST: {
    type: 'string',
    default: 'localhost',
    description: 'Address to listen on; 0.0.0.0 for all, as a container needs',
  },
  ADMIN_PORT: port(3001, 'Port of /livez, /readyz and /metrics; 0 takes a free one'),
  ADMIN_HOST: { type: 'string', default: 'localhost', description: 'Address of the admin port' },
  WORKERS: {
    type: 'integer',
    minimum: 0,
    maximum: 256,
    default: 1,
    description: 'Processes that answer on the port; 0 is one for each core (also serve --workers)',
  },
  DATABASE_URL: {
    type: 'string',
    default: 'file:data/offprint.db',
    pattern: '^file:.+',
    description: 'Where the data lies: file:path/to/offprint.db',
  },
  BASE_URL: {
    type: 'string',
    default: '',
    pattern: '^(?:https?://[^\\s?#]+)?$',
    description: 'Public address, used in every link; by default http://localhost and the port',
  },
  SEED_DIR: {
    type: 'string',
    default: 'seed',
    description: 'Files that fill an empty store; empty for none',
  },
  CONTACT: {
    type: 'string',
    default: '',
    description: 'Address of mail or of the web that services are told when import --from asks them',
  },
  SYNC_BASE_URLS: {
    type: 'string',
    default: '',
    pattern: '^(?:[a-z]+=https?://[^\\s,]+(?:,[a-z]+=https?://[^\\s,]+)*)?$',
    description: 'Other addresses of the services of import --from: orcid=https://…,zotero=https://…',
  },
  STYLES_DIR: { type: 'string', default: '', description: "Folder with CSL styles of one's own" },
  STYLE: { type: 'string', default: 'apa', description: 'CSL style where a request names none' },
  LOCALE: { type: 'string', default: 'en-US', description: 'Locale where a request names none' },
  ACCENT: {
    type: 'string',
    default: '',
    pattern: '^(?:#[0-9A-Fa-f]{3,8}|[a-z]+|(?:rgb|hsl|oklch|light-dark)\\([\\w\\s.,%#/()-]+\\))?$',
    description: 'CSS colour of links and charts on the pages',
  },
  THEME: { type: 'string', default: '', description: "CSS file of one's own, laid over the pages" },
  CACHE_MAX_AGE: {
    type: 'integer',
    minimum: 0,
    default: 60,
    description: 'Seconds for which caches may answer without asking',
  },
  ANSWER_CACHE: {
    type: 'integer',
    minimum: 0,
    default: 64,
    description: 'Megabytes of memory for finished answers; 0 is off',
  },
  EXPORT_CACHE: {
    type: 'integer',
    minimum: 0,
    default: 512,
    description: 'Megabytes beside the store for pieces of exports of more than 20,000 entries; 0 is off',
  },
  EXPORT_AHEAD: {
    type: 'string',
    default: 'bibtex',
    pattern: '^(?:[a-z-]+(?:,[a-z-]+)*)?$',
    description: 'Formats of which these pieces are written before anybody asks; empty for none',
  },
  IMPORT_LIMIT: {
    type: 'integer',
    minimum: 1,
    default: 16,
    description: 'Megabytes that a file sent to /import may have',
  },
  RATE_LIMIT: {
    type: 'integer',
    minimum: 0,
    default: 6000,
    description: 'Requests a minute from one address that memory does not answer; 0 is off',
  },
  TRUST_PROXY: {
    type: 'string',
    default: '',
    description: 'Addresses of reverse proxies whose X-Forwarded-For is believed, separated by commas',
  },
  COMPRESS: {
    type: 'boolean',
    default: true,
    description: 'Compress answers; false behind a proxy that does',
  },
  MAX_EVENT_LOOP_DELAY: {
    type: 'integer',
    minimum: 0,
    default: 1000,
    description: 'Milliseconds of delay from which requests are refused with 503; 0 is off',
  },
  LOG_LEVEL: {
    type: 'string',
    enum: ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'],
    default: 'info',
    description: 'What is logged; info has a line for each request',
  },
} as const

interface Types {
  string: string
  integer: number
  boolean: boolean
}
type Setting = keyof typeof settings
export type Config = { readonly [name in Setting]: Types[(typeof settings)[name]['type']] }

/**
 * @param environment names and texts, such as process.env
 * @throws Error that names each setting that is wrong
 */
export function readConfig(environment: NodeJS.ProcessEnv): Config {
  const given = Object.fromEntries(
    Object.keys(settings).flatMap((name) => {
      const value = environment[name]?.trim()
      return value === undefined || value === '' ? [] : [[name, value]]
    }),
  )
  // An empty text is a setting for these, whose default is not empty.
  for (const name of ['SEED_DIR', 'EXPORT_AHEAD']) if (environment[name]?.trim() === '') given[name] = ''
  const schema = { type: 'object', required: [], properties: settings }
  try {
    return Object.freeze(envSchema<Config>({ schema, data: given, env: false, dotenv: false }))
  } catch (error) {
    const { errors } = error as { errors?: { instancePath: string; message?: string; params?: unknown }[] }
    if (!errors) throw error
    const lines = errors.map(({ instancePath, message, params }) => {
      const name = instancePath.slice(1)
      const { allowedValues } = (params ?? {}) as { allowedValues?: string[] }
      return `${name} is "${given[name]}" and ${message}${allowedValues ? `: ${allowedValues.join(', ')}` : ''}`
    })
    throw new Error(`The configuration is not right.\n  ${lines.join('\n  ')}`)
  }
}

/** Every setting with its default and meaning. */
export function describeSettings(): { name: string; fallback: string; description: string }[] {
  return Object.entries(settings).map(([name, { default: fallback, description }]) => ({
    name,
    fallback: String(fallback),
    description,
  }))
}
