/**
 * How a list looks, as custom properties (https://www.w3.org/TR/css-variables-1/), which reach into the web component,
 * need nothing inline on a page, and can be changed there.
 */
import type { Look } from '../format.ts'
import { Html, html } from '../html.ts'

/** The accent where nobody chose another. */
export const defaultAccent = '#0b57a4'

export function lookProperties({ accent, scheme, compact }: Look): [name: string, value: string][] {
  const isFixed = scheme === 'light' || scheme === 'dark'
  // A colour that is read well on paper is too dark on black.
  const both = accent && `light-dark(${accent}, color-mix(in oklab, ${accent} 50%, white))`
  const properties: [string, string | undefined | false][] = [
    ['--offprint-accent', isFixed ? accent : both],
    ['--offprint-color-scheme', scheme === 'auto' ? 'light dark' : scheme],
    ['--offprint-space', compact && '.4rem'],
    ['--offprint-abstract', compact && 'none'],
  ]
  return properties.filter((pair): pair is [string, string] => Boolean(pair[1]))
}

/** The values come from closed lists and patterns, so none of them can end the rule. */
export function lookCss(selector: string, look: Look): string {
  const properties = lookProperties(look).map(([name, value]) => `  ${name}: ${value};\n`)
  return properties.length ? `${selector} {\n${properties.join('')}}` : ''
}

/** A style sheet with the rule, for a page of this server. */
export function lookRule(selector: string, look: Look): Html | undefined {
  const css = lookCss(selector, look)
  return css
    ? html`<style>${new Html(css)}</style>
`
    : undefined
}
