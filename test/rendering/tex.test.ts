import * as fc from 'fast-check'
import t from 'tap'
import type { Publication } from '../../src/model/publication.ts'
import { caseOf } from '../../src/model/title-case.ts'
import { pageRanges } from '../../src/rendering/pages.ts'
import { texRaw, texSource, texText, texTitle } from '../../src/rendering/tex.ts'
import { balanced, safeMath } from '../../src/rendering/tex-math.ts'

const title = (text: string, more: Partial<Publication> = {}, profile: 'utf8' | 'latex' = 'utf8') =>
  texTitle(text, profile, caseOf({ title: text, ...more } as Publication))

t.test('special characters are escaped and braces stay balanced', async (t) => {
  t.equal(texText('R&D at 100% of #1: a_b, $5', 'utf8'), 'R\\&D at 100\\% of \\#1: a\\_b, \\$5')
  t.equal(
    texText('~ ^ { } \\', 'utf8'),
    [
      '{\\textasciitilde}',
      '{\\textasciicircum}',
      '{\\textbraceleft}',
      '{\\textbraceright}',
      '{\\textbackslash}',
    ].join(' '),
  )
  t.equal(texText(' two\n lines\u0000 ', 'utf8'), 'two lines')
  t.equal(texText('soft\u00ADhyphen\u200B\u{10FFFF}', 'utf8'), 'softhyphen')
})

t.test('the utf8 profile keeps Unicode', async (t) => {
  t.equal(texText('Łódź 叶 ≤ “q”', 'utf8'), 'Łódź 叶 ≤ “q”')
})

t.test('the latex profile writes ASCII as far as LaTeX has commands', async (t) => {
  const cases: [string, string][] = [
    ['ü', '{\\"u}'],
    ['Ł', '{\\L}'],
    ['í', "{\\'i}"],
    ['e\u0301', "{\\'e}"],
    ['ç č ą ő ğ ș', '{\\c{c}} {\\v{c}} {\\k{a}} {\\H{o}} {\\u{g}} {\\textcommabelow{s}}'],
    ['ỗ', '{\\~{\\^o}}'],
    ['α-decay of Ω', '{$\\alpha$}-decay of {$\\Omega$}'],
    ['5 – 6 — “x” ‘y’…', "5 -- 6 --- ``x'' `y'{\\ldots}"],
    ['x₂ m² ≤', 'x\\textsubscript{2} m\\textsuperscript{2} {$\\leq$}'],
    ['a "b" c', "a ``b'' c"],
    ['non\u00A0break', 'non~break'],
  ]
  for (const [text, tex] of cases) t.equal(texText(text, 'latex'), tex, text)
})

t.test('characters without a command are kept, never deleted', async (t) => {
  for (const text of ['王小明', 'Иван', 'Ελλάδα', 'ư', 'ابن', '🦀']) t.equal(texText(text, 'latex'), text)
})

t.test('only what must keep its case is put in braces', async (t) => {
  const cases: [string, string][] = [
    [
      'Deep Learning Workload Scheduling in GPU Datacenters: A Survey',
      'Deep Learning Workload Scheduling in {GPU} Datacenters: A Survey',
    ],
    ['ASTRAEA: A Fair Scheduler for DNNs', '{ASTRAEA}: A Fair Scheduler for {DNNs}'],
    ['GaN, arXiv, LaTeX and iOS', '{GaN}, {arXiv}, {LaTeX} and {iOS}'],
    ['GPU-Based X-ray in 5G', '{GPU}-Based {X}-ray in {5G}'],
    ['Vitamin A and vitamin B', 'Vitamin {A} and vitamin {B}'],
    ['Scheduling training jobs with Kubernetes', 'Scheduling training jobs with {Kubernetes}'],
    ['Scheduling Jobs With Kubernetes', 'Scheduling Jobs With Kubernetes'],
    ['DEEP LEARNING FOR ALL', 'DEEP LEARNING FOR ALL'],
    ['A <span class="nocase">Markov</span> Chain', 'A {Markov} Chain'],
    ['<span class="nocase"><i>E. coli</i></span> Growth', '{{\\textit{E. coli}}} Growth'],
    ['Uptake of <sup>14</sup>CO<sub>2</sub>', 'Uptake of {{\\textsuperscript{14}CO\\textsubscript{2}}}'],
    ['<i>In Vitro</i> <b>Tests</b>', '\\textit{In Vitro} \\textbf{Tests}'],
    ['深度学习', '深度学习'],
  ]
  for (const [text, tex] of cases) t.equal(title(text), tex, text)
  t.equal(title('Über die Größe der Welt', { language: 'de' }), 'Über die {Größe} der {Welt}')
  t.equal(
    title('The Works of Knuth', { contributors: [{ role: 'editor', family: 'Knuth' }] }),
    'The Works of {Knuth}',
  )
  t.equal(title('École and ÉCOLE, Yes', {}, 'latex'), "{\\'E}cole and {{\\'E}COLE}, Yes")
})

t.test('math is kept where it can do no harm, and is text elsewhere', async (t) => {
  t.equal(title('An $O(n \\log n)$ bound for $k$-means'), 'An {$O(n \\log n)$} bound for {$k$}-means')
  t.equal(title('costs $5 and $6'), 'costs \\$5 and \\$6')
  const harmful = [
    '\\input{x}',
    '\\write18{ls}',
    '^^5cinput',
    'a}b{',
    '\\{',
    'a % b',
    'a # b',
    'a & b',
    'a \\\\ b',
    'x^',
    'x^a^b',
    '\\left(',
  ]
  for (const tex of harmful) t.equal(safeMath(tex, false), undefined, tex)
  for (const tex of ['\\mathrm{MoS}_{2}', 'x^\\alpha', '\\{a\\}', '\\left(x\\right)', 'a_i^2'])
    t.equal(safeMath(tex, false), tex)
  t.equal(safeMath('αx', true), '\\alpha x')
})

t.test('raw values keep what addresses need and lose what TeX could run', async (t) => {
  t.equal(texRaw('https://a.org/x_y?z=1&q=%20~#f'), 'https://a.org/x_y?z=1&q=%20~#f')
  t.equal(texRaw('10.1002/(SICI)1096<483::AID>3.0.CO;2-K'), '10.1002/(SICI)1096<483::AID>3.0.CO;2-K')
  t.equal(texRaw('10.1/x}, }\n@misc{evil,'), '10.1/x%7D,%20%7D%0A@misc%7Bevil,')
  t.equal(texRaw('10.1/50%'), '10.1/50%25')
  t.equal(texRaw('https://a.org/é\\'), 'https://a.org/%C3%A9%5C')
})

t.test('TeX from an import is kept where it is whole', async (t) => {
  t.equal(texSource('{\\"u}ber 50\\% & more', 'utf8'), '{\\"u}ber 50\\% \\& more')
  t.equal(texSource('https://a.org/x_y?b%20c', 'utf8'), 'https://a.org/x_y?b%20c')
  t.equal(texSource('a } b', 'utf8'), 'a {\\textbraceright} b')
  t.equal(texSource('a\\', 'utf8'), 'a{\\textbackslash}')
})

t.test('no text unbalances braces or leaves a special character bare', async (t) => {
  const hostile = fc.string({
    unit: fc.constantFrom(...'{}\\$%&_#~^<>|"\n aAé2α叶', '<i>', '</i>', '<sub>', '$x$'),
  })
  for (const profile of ['utf8', 'latex', 'latex-biber'] as const) {
    fc.assert(
      fc.property(fc.oneof(hostile, fc.string({ unit: 'grapheme' })), (text) => {
        for (const tex of [
          texText(text, profile),
          texTitle(text, profile, caseOf({ title: text } as Publication)),
        ]) {
          if (!balanced(tex) || /[\n\r]/.test(tex)) return false
          const outsideMath = tex.replace(/\{\$(?:\\.|[^$\\])*\$\}/g, '')
          if (/(?<!\\)[&%_#$]/.test(outsideMath)) return false
        }
        return balanced(texRaw(text)) && !/\s/.test(texRaw(text)) && balanced(texSource(text, profile))
      }),
      { numRuns: 2000 },
    )
  }
  t.pass('held')
})

t.test('page ranges', async (t) => {
  const cases: [string, string][] = [
    ['709-729', '709>729'],
    ['17–42, 99', '17>42 99'],
    ['S1-S12', 'S1>S12'],
    ['A-12', 'A-12'],
    ['3-1-3-12', '3-1>3-12'],
    ['iii-ix', 'iii>ix'],
    ['e2101834118', 'e2101834118'],
    ['5-5', '5'],
    ['12-', '12-'],
  ]
  for (const [pages, expected] of cases) {
    const found = pageRanges(pages).map(({ first, last }) => (last ? `${first}>${last}` : first))
    t.equal(found.join(' '), expected)
  }
})
