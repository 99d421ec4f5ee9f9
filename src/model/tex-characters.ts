/**
 * Characters that LaTeX writes as commands. Commands stand in a group of their own (`{\"u}`, `{\L}`): BibTeX then takes
 * them for one letter, and changes case and sorts by it (btxhak, section 4, "special characters").
 */

/** What TeX would take for a command, in every profile. `< > |` are other signs in the oldest font encoding. */
export const specials: Record<string, string> = {
  '&': '\\&',
  '%': '\\%',
  _: '\\_',
  '#': '\\#',
  $: '\\$',
  '~': '{\\textasciitilde}',
  '^': '{\\textasciicircum}',
  '{': '{\\textbraceleft}',
  '}': '{\\textbraceright}',
  '\\': '{\\textbackslash}',
  '<': '{\\textless}',
  '>': '{\\textgreater}',
  '|': '{\\textbar}',
  '\u00A0': '~',
}

/** Combining mark → accent command. */
export const accents: Record<string, string> = {
  '\u0300': '`',
  '\u0301': "'",
  '\u0302': '^',
  '\u0303': '~',
  '\u0304': '=',
  '\u0306': 'u',
  '\u0307': '.',
  '\u0308': '"',
  '\u030A': 'r',
  '\u030B': 'H',
  '\u030C': 'v',
  '\u0323': 'd',
  '\u0326': 'textcommabelow',
  '\u0327': 'c',
  '\u0328': 'k',
  '\u0331': 'b',
}

const greekNames =
  'alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi o pi rho varsigma sigma tau upsilon phi chi psi omega'
/** Capitals that look like Latin ones have no command of their own. */
const greekCapitals = 'A B \\Gamma \\Delta E Z H \\Theta I K \\Lambda M N \\Xi O \\Pi P . \\Sigma T \\Upsilon'
  .concat(' \\Phi X \\Psi \\Omega')
  .split(' ')

/** Greek letter → TeX inside math. */
export const greek = new Map<string, string>([
  ...greekNames
    .split(' ')
    .map((name, i): [string, string] => [String.fromCharCode(0x3b1 + i), name === 'o' ? 'o' : `\\${name}`]),
  ...greekCapitals.map((tex, i): [string, string] => [String.fromCharCode(0x391 + i), tex]),
  ['ϑ', '\\vartheta'],
  ['ϕ', '\\phi'],
  ['φ', '\\varphi'],
  ['ϖ', '\\varpi'],
  ['ϱ', '\\varrho'],
  ['ϵ', '\\epsilon'],
  ['ε', '\\varepsilon'],
  ['µ', '\\mu'],
])

const inMath = (pairs: Record<string, string>): [string, string][] =>
  Object.entries(pairs).map(([character, tex]) => [character, `{$${tex}$}`])
const asCommand = (pairs: Record<string, string>): [string, string][] =>
  Object.entries(pairs).map(([character, name]) => [character, `{\\${name}}`])
const raised = (command: string, from: string, to: string): [string, string][] =>
  [...from].map((character, i) => [character, `\\${command}{${to[i]}}`])

/** Characters that a table gives; those with accents are taken apart by `accented`. */
export const commands = new Map<string, string>([
  ...asCommand({
    Æ: 'AE',
    æ: 'ae',
    Œ: 'OE',
    œ: 'oe',
    Å: 'AA',
    å: 'aa',
    Ø: 'O',
    ø: 'o',
    Ł: 'L',
    ł: 'l',
    ß: 'ss',
    ı: 'i',
    ȷ: 'j',
    Đ: 'DJ',
    đ: 'dj',
    Ð: 'DH',
    ð: 'dh',
    Þ: 'TH',
    þ: 'th',
    Ŋ: 'NG',
    ŋ: 'ng',
    '§': 'S',
    '¶': 'P',
    '©': 'copyright',
    '®': 'textregistered',
    '™': 'texttrademark',
    '£': 'pounds',
    '€': 'texteuro',
    '¥': 'textyen',
    '°': 'textdegree',
    '†': 'dag',
    '‡': 'ddag',
    '•': 'textbullet',
    '…': 'ldots',
    '«': 'guillemotleft',
    '»': 'guillemotright',
    '‹': 'guilsinglleft',
    '›': 'guilsinglright',
    '„': 'quotedblbase',
    '‚': 'quotesinglbase',
    ª: 'textordfeminine',
    º: 'textordmasculine',
    '№': 'textnumero',
  }),
  ...inMath({
    '×': '\\times',
    '÷': '\\div',
    '±': '\\pm',
    '∓': '\\mp',
    '·': '\\cdot',
    '−': '-',
    '≤': '\\leq',
    '≥': '\\geq',
    '≠': '\\neq',
    '≈': '\\approx',
    '≡': '\\equiv',
    '≪': '\\ll',
    '≫': '\\gg',
    '∼': '\\sim',
    '∝': '\\propto',
    '∞': '\\infty',
    '∂': '\\partial',
    '∇': '\\nabla',
    '∑': '\\sum',
    '∏': '\\prod',
    '∫': '\\int',
    '√': '\\surd',
    '∈': '\\in',
    '∉': '\\notin',
    '⊂': '\\subset',
    '⊆': '\\subseteq',
    '∪': '\\cup',
    '∩': '\\cap',
    '∅': '\\emptyset',
    '∀': '\\forall',
    '∃': '\\exists',
    '¬': '\\neg',
    '→': '\\rightarrow',
    '←': '\\leftarrow',
    '↔': '\\leftrightarrow',
    '⇒': '\\Rightarrow',
    '⇔': '\\Leftrightarrow',
    '⊕': '\\oplus',
    '⊗': '\\otimes',
    '⊥': '\\perp',
    '∗': '\\ast',
    '⋆': '\\star',
    ℓ: '\\ell',
    ℏ: '\\hbar',
    '′': "'",
  }),
  ...raised('textsuperscript', '⁰¹²³⁴⁵⁶⁷⁸⁹⁺ⁿ', '0123456789+n'),
  ...raised('textsubscript', '₀₁₂₃₄₅₆₇₈₉₊₋', '0123456789+-'),
  ['–', '--'],
  ['—', '---'],
  ['―', '---'],
  ['‐', '-'],
  ['‑', '-'],
  ['“', '``'],
  ['”', "''"],
  ['‘', '`'],
  ['’', "'"],
  ['¡', '!`'],
  ['¿', '?`'],
  ['\u2009', '{\\,}'],
  ['\u202F', '{\\,}'],
])

/**
 * A Latin letter with marks as nested accent commands, or undefined where one of the marks has no command. An "i" keeps
 * its dot in the command, as LaTeX takes it off: biber and other readers do not put `\'\i` together again.
 */
function accented(character: string): string | undefined {
  const [base, ...marks] = character.normalize('NFD')
  if (!/^[A-Za-z]$/.test(base!) || marks.length === 0) return undefined
  let tex = base!
  for (const [i, mark] of marks.entries()) {
    const command = accents[mark]
    if (!command) return undefined
    const braced = /[a-zA-Z]$/.test(command) || i > 0 || tex.length > 2
    tex = `\\${command}${braced ? `{${tex}}` : tex}`
  }
  return `{${tex}}`
}

const known = new Map<string, string>(commands)

/** For biber, which takes nested accents apart wrongly: a letter with more than one mark stays as it is. */
export function texFlatCharacter(character: string): string {
  return character.normalize('NFD').length > 2 ? character : texCharacter(character)
}

/** The LaTeX of one character outside ASCII (with its combining marks); the character itself where LaTeX has none. */
export function texCharacter(character: string): string {
  let tex = known.get(character)
  if (tex === undefined) {
    const letter = greek.get(character)
    tex = letter === undefined ? (accented(character) ?? character) : `{$${letter}$}`
    // What is remembered is bounded by Unicode's letters, not by the marks a text may pile up on one.
    if (character.length <= 2) known.set(character, tex)
  }
  return tex
}
