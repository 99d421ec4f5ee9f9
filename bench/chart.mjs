/** Horizontal bars on a logarithmic axis as SVG 1.1, readable on light and on dark. */
import { figure } from './report.mjs'

const escaped = (text) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/"/g, '&quot;')

/** @param results by section; those with `bars` are drawn, Offprint's own in another colour */
export function bars(results) {
  const groups = Object.values(results).filter((one) => one.bars?.length)
  const values = groups.flatMap((group) => group.bars.map(({ value }) => value))
  const low = Math.log10(Math.min(...values)) - 0.3
  const high = Math.log10(Math.max(...values))
  const [left, width, step] = [210, 420, 26]
  const scale = (value) => ((Math.log10(value) - low) / (high - low || 1)) * width
  let y = 16
  const lines = []
  for (const { title, bars: list } of groups) {
    lines.push(`<text class="title" x="0" y="${y + 4}">${escaped(title)}</text>`)
    y += 16
    for (const { label, value } of list) {
      const kind = label.startsWith('Offprint') ? 'ours' : 'theirs'
      const wide = scale(value)
      lines.push(`<text x="${left - 8}" y="${y + 14}" text-anchor="end">${escaped(label)}</text>`)
      lines.push(
        `<rect class="${kind}" x="${left}" y="${y}" width="${wide.toFixed(1)}" height="${step - 6}" rx="2"/>`,
      )
      lines.push(`<text x="${(left + wide + 6).toFixed(1)}" y="${y + 14}">${figure(value)}</text>`)
      y += step
    }
    y += 18
  }
  lines.push(
    `<text class="note" x="0" y="${y}">Microseconds of processor a request; the axis is logarithmic, shorter is better.</text>`,
  )
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 720 ${y + 8}" width="720" height="${y + 8}" role="img" aria-label="What a request costs">
<style>
text { font: 13px system-ui, sans-serif; fill: #24292f } .title { font-weight: 600 } .note { font-size: 11px; opacity: .75 }
.ours { fill: #0b6e4f } .theirs { fill: #8c959f }
@media (prefers-color-scheme: dark) { text { fill: #e6edf3 } .ours { fill: #3fb984 } .theirs { fill: #6e7681 } }
</style>
${lines.join('\n')}
</svg>
`
}
