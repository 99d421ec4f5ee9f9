/** Configuration from the environment: one schema that validates it, documents it and prints it. Nobody else reads it. */
import envSchema from 'env-schema'
import Type, { type Static } from 'typebox'

const port = (fallback: number, description: string) =>
  Type.Integer({ minimum: 0, maximum: 65535, default: fallback, description })

export const Config = Type.Object({
  PORT: port(3000, 'Port to serve on; 0 takes a free one'),
  HOST: Type.String({
    default: 'localhost',
    description: 'Address to listen on; 0.0.0.0 for all, as a container needs',
  }),
  ADMIN_PORT: port(3001, 'Port of /livez, /readyz and /metrics; 0 takes a free one'),
  ADMIN_HOST: Type.String({ default: 'localhost', description: 'Address of the admin port' }),
  DATABASE_URL: Type.String({
    default: 'file:data/offprint.db',
    pattern: '^file:.+',
    description: 'Where the data lies: file:path/to/offprint.db',
  }),
  BASE_URL: Type.String({
    default: '',
    pattern: '^(?:https?://[^\\s?#]+)?$',
    description: 'Public address, used in every link; by default http://localhost and the port',
  }),
  SEED_DIR: Type.String({ default: 'seed', description: 'Files that fill an empty store; empty for none' }),
  STYLES_DIR: Type.String({ default: '', description: "Folder with CSL styles of one's own" }),
  STYLE: Type.String({ default: 'apa', description: 'CSL style where a request names none' }),
  LOCALE: Type.String({ default: 'en-US', description: 'Locale where a request names none' }),
  CACHE_MAX_AGE: Type.Integer({
    minimum: 0,
    default: 60,
    description: 'Seconds for which caches may answer without asking',
  }),
  RATE_LIMIT: Type.Integer({
    minimum: 0,
    default: 6000,
    description: 'Requests a minute from one address; 0 is off',
  }),
  TRUST_PROXY: Type.String({
    default: '',
    description: 'Addresses of reverse proxies whose X-Forwarded-For is believed, separated by commas',
  }),
  COMPRESS: Type.Boolean({ default: true, description: 'Compress answers; false behind a proxy that does' }),
  MAX_EVENT_LOOP_DELAY: Type.Integer({
    minimum: 0,
    default: 1000,
    description: 'Milliseconds of delay from which requests are refused with 503; 0 is off',
  }),
  LOG_LEVEL: Type.Enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'], {
    default: 'info',
    description: 'What is logged; info has a line for each request',
  }),
})
export type Config = Readonly<Static<typeof Config>>

/**
 * @param environment names and texts, such as process.env
 * @throws Error that names each setting that is wrong
 */
export function readConfig(environment: NodeJS.ProcessEnv): Config {
  const given = Object.fromEntries(
    Object.keys(Config.properties).flatMap((name) => {
      const value = environment[name]?.trim()
      return value === undefined || value === '' ? [] : [[name, value]]
    }),
  )
  // An empty text is a setting for those whose default is not empty.
  if (environment.SEED_DIR?.trim() === '') given.SEED_DIR = ''
  try {
    return Object.freeze(
      envSchema<Static<typeof Config>>({ schema: Config, data: given, env: false, dotenv: false }),
    )
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
  const properties = Config.properties as Record<string, { default?: unknown; description?: string }>
  return Object.entries(properties).map(([name, { default: fallback, description }]) => ({
    name,
    fallback: String(fallback),
    description: description ?? '',
  }))
}
