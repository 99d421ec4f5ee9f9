/** Publications by year as bars (SVG 2) that are links: each chooses its year. The links' names are the text alternative. */
import type { FacetCount } from '../../model/store.ts'
import { type Html, html } from '../html.ts'

const width = 640
const height = 150
const base = 118

/**
 * @param years counts by year
 * @param chosen the year in force
 * @param urlOf where a bar leads
 */
export function yearChart(
  years: readonly FacetCount[],
  chosen: string | undefined,
  urlOf: (year: number) => string,
): Html | undefined {
  if (years.length < 2) return undefined
  const counts = new Map(years.map(({ value, count }) => [Number(value), count]))
  const known = [...counts.keys()]
  const last = Math.max(...known)
  // A classic beside recent papers would leave a bar for each of two thousand years.
  const first = Math.max(Math.min(...known), last - 39)
  const most = Math.max(...counts.values())
  const slot = width / (last - first + 1)
  const bar = Math.min(slot * 0.72, 56)
  const every = Math.ceil(36 / slot)
  const bars: Html[] = []
  for (let year = first; year <= last; year++) {
    const count = counts.get(year) ?? 0
    const middle = (year - first + 0.5) * slot
    const tall = Math.round((count / most) * 92)
    const label =
      (last - year) % every === 0 &&
      html`<text x="${middle.toFixed(1)}" y="${base + 18}" aria-hidden="true">${year}</text>`
    if (!count) {
      bars.push(html`<g aria-hidden="true">${label}</g>`)
      continue
    }
    const name = `${year}: ${count} ${count === 1 ? 'publication' : 'publications'}`
    bars.push(
      html`<a href="${urlOf(year)}"${chosen === String(year) && html` aria-current="true"`}><title>${name}</title><rect class="hit" x="${(middle - slot / 2).toFixed(1)}" y="0" width="${slot.toFixed(1)}" height="${height}"/><rect x="${(middle - bar / 2).toFixed(1)}" y="${base - tall}" width="${bar.toFixed(1)}" height="${tall}" rx="3"/>${label}<text x="${middle.toFixed(1)}" y="${base - tall - 6}" aria-hidden="true">${count}</text></a>`,
    )
  }
  return html`<svg class="chart" viewBox="0 0 ${width} ${height}" role="group" aria-label="Publications by year">${bars}</svg>`
}
