/** What a format needs to know of a request, from its parameters; the same for HTTP and the command line. */
import { type Parameter, type Parsed, renderingParameters, unknownValue } from '../model/parameters.ts'
import { one } from '../model/query.ts'
import type { Store } from '../model/store.ts'
import type { Format, Look, RenderContext, Site, Theme } from './format.ts'
import type { StyleLibrary } from './styles.ts'

/** The rendering parameters that a format takes. */
export function parametersOf(format: Format): Record<string, Parameter> {
  return Object.fromEntries(
    Object.entries(renderingParameters).filter(([name]) => format.parameters.some((own) => own === name)),
  )
}

export interface ContextSources {
  store: Store
  styles: StyleLibrary
  baseUrl: string
  theme?: Theme
  site?(): Promise<Site>
  /** What is used where the request says nothing. */
  defaults: { style: string; locale: string }
}

/**
 * @param asked style and locale of a media range, which the parameters go before
 * @throws Problem for a style, locale or person that does not exist
 */
export async function renderContext(
  parsed: Parsed,
  format: Format,
  { store, styles, baseUrl, theme, site, defaults }: ContextSources,
  asked: { style?: string; locale?: string } = {},
): Promise<RenderContext> {
  const takesStyle = format.parameters.includes('style')
  const named = one(parsed, 'style') ?? asked.style ?? defaults.style
  const style = takesStyle ? styles.resolve(named).id : named
  const wanted = one(parsed, 'locale') ?? asked.locale
  const locale = wanted ?? (takesStyle ? styles.defaultLocale(style) : undefined) ?? defaults.locale
  const highlight = one(parsed, 'highlight')
  const person = highlight === 'owner' ? await store.owner() : highlight && (await store.person(highlight))
  if (highlight && !person) {
    throw unknownValue('highlight', highlight, ['owner', ...(await store.nearestPeople(highlight))], {})
  }
  const maxAuthors = one(parsed, 'maxAuthors')
  const kept = person ?? (maxAuthors ? await store.owner() : undefined)
  const groupBy = one(parsed, 'groupBy') as RenderContext['groupBy']
  const fields = parsed.fields?.any
  const context: RenderContext = {
    baseUrl,
    look: lookOf(parsed),
    style,
    locale: takesStyle ? styles.resolveLocale(locale) : locale,
    profile: (one(parsed, 'profile') ?? 'utf8') as RenderContext['profile'],
    venueName: (one(parsed, 'venueName') ?? 'long') as RenderContext['venueName'],
  }
  if (theme) context.theme = theme
  if (site && format.navigation) context.site = await site()
  if (person) context.highlight = person.slug
  if (takesStyle && (one(parsed, 'style') || one(parsed, 'locale'))) context.formatted = true
  if (maxAuthors) context.maxAuthors = Number(maxAuthors)
  if (maxAuthors && kept) context.keptPerson = kept.slug
  if (groupBy) context.groupBy = groupBy
  if (fields) context.fields = fields
  return context
}

export function lookOf(parsed: Parsed): Look {
  const accent = one(parsed, 'accent')
  const scheme = one(parsed, 'scheme') as Look['scheme']
  const compact = one(parsed, 'compact') === 'true'
  return { ...(accent ? { accent } : {}), ...(scheme ? { scheme } : {}), ...(compact ? { compact } : {}) }
}
