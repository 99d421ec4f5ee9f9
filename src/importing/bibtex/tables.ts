/** What TeX's commands stand for, from the tables that the writers use, and those that only readers meet. */
import { accents, commands } from '../../model/tex-characters.ts'

/** Accent command → combining mark. */
export const accentMarks = new Map<string, string>([
  ...Object.entries(accents).map(([mark, command]): [string, string] => [command, mark]),
  ['t', '\u0361'],
  ['capitalcaron', '\u030C'],
  ['.', '\u0307'],
])

const named = /^\{?\\([A-Za-z]+)\}?$/
const math = /^\{\$(.+)\$\}$/

/** Command → character. Where several characters have one command, the first is meant. */
export const words = new Map<string, string>()
/** What stands between dollars → character. */
export const mathCharacters = new Map<string, string>()
for (const [character, tex] of commands) {
  const command = named.exec(tex)?.[1]
  const formula = math.exec(tex)?.[1]
  if (command && !words.has(command)) words.set(command, character)
  if (formula && formula !== '-' && formula !== "'" && !mathCharacters.has(formula))
    mathCharacters.set(formula, character)
}
for (const [name, text] of Object.entries({
  textasciitilde: '~',
  textasciicircum: '^',
  textbackslash: '\\',
  backslash: '\\',
  textbraceleft: '{',
  textbraceright: '}',
  textless: '<',
  textgreater: '>',
  textbar: '|',
  textunderscore: '_',
  textquotedblleft: '“',
  textquotedblright: '”',
  textquoteleft: '‘',
  textquoteright: '’',
  textquotesingle: "'",
  textemdash: '—',
  textendash: '–',
  textellipsis: '…',
  dots: '…',
  textregistered: '®',
  texttrademark: '™',
  textcopyright: '©',
  textcent: '¢',
  textsterling: '£',
  euro: '€',
  textmu: 'µ',
  textdollar: '$',
  textperiodcentered: '·',
  guillemetleft: '«',
  guillemetright: '»',
  glqq: '„',
  grqq: '“',
  flqq: '«',
  frqq: '»',
  P: '¶',
  TeX: 'TeX',
  LaTeX: 'LaTeX',
  LaTeXe: 'LaTeX2e',
  BibTeX: 'BibTeX',
  XeTeX: 'XeTeX',
  quad: ' ',
  qquad: ' ',
  space: ' ',
  newline: ' ',
  par: ' ',
  textvisiblespace: ' ',
  bibrangedash: '–',
  bibstring: '',
  textonequarter: '¼',
  textonehalf: '½',
  textnumero: '№',
  slash: '/',
  and: 'and',
})) {
  words.set(name, text)
}

/** Commands of one sign. */
export const characters = new Map<string, string>([
  ['-', ''],
  ['/', ''],
  [',', '\u2009'],
  [':', ' '],
  [';', ' '],
  ['!', ''],
  ['@', ''],
  [' ', ' '],
  ['>', ''],
])

/** Commands with an argument → the tag around it; an empty one shows the argument as it is. */
export const styles = new Map<string, string>([
  ...['textit', 'emph', 'mkbibemph', 'mkbibitalic', 'textsl'].map((name): [string, string] => [name, 'i']),
  ...['textbf', 'mkbibbold'].map((name): [string, string] => [name, 'b']),
  ['textsc', 'span style="font-variant:small-caps"'],
  ['textsubscript', 'sub'],
  ['textsuperscript', 'sup'],
  ['mkbibsuperscript', 'sup'],
  ['enquote', '“'],
  ['mkbibquote', '“'],
  ...[
    'texttt textrm textsf textnormal textup textmd text mbox hbox underline uline lowercase uppercase MakeUppercase',
    'MakeLowercase mathrm mathit mathbf mathsf mathtt mathcal nocite noopsort ascii foreignlanguage mkbibparens emdash',
    'NoCaseChange protect relax titlecap',
  ]
    .join(' ')
    .split(' ')
    .map((name): [string, string] => [name, '']),
])

/** Commands that hold up to the end of their group → the tag around the rest. */
export const switches = new Map<string, string>([
  ['it', 'i'],
  ['itshape', 'i'],
  ['em', 'i'],
  ['sl', 'i'],
  ['bf', 'b'],
  ['bfseries', 'b'],
  ['sc', 'span style="font-variant:small-caps"'],
  ['scshape', 'span style="font-variant:small-caps"'],
  ['rm', ''],
  ['tt', ''],
  ['sf', ''],
  ['normalfont', ''],
  ['small', ''],
])

/** Commands that mean nothing in a field and are left out without a word. */
export const transparent = new Set(
  'noopsort SortNoop sortnoop protect relax nobreak allowbreak hspace vspace hfill hskip noindent break linebreak phantom nolinkurl'.split(
    ' ',
  ),
)
