/** Values that BibLaTeX's data model restricts: integers, ISSNs, names of languages. */

const roman: Record<string, number> = { I: 1, V: 5, X: 10, L: 50, C: 100, D: 500, M: 1000 }
const romanPattern = /^(?=[IVXLCDM])M{0,3}(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})$/

/** An integer in digits, from digits, an ordinal or a Roman numeral; undefined for anything else. */
export function integerOf(text: string | undefined): string | undefined {
  if (text === undefined) return undefined
  const digits = /^(\d{1,9})(?:st|nd|rd|th)?$/.exec(text)?.[1]
  if (digits !== undefined) return digits
  if (!romanPattern.test(text)) return undefined
  let total = 0
  for (let i = 0; i < text.length; i++) {
    const value = roman[text[i]!]!
    total += value < (roman[text[i + 1] ?? ''] ?? 0) ? -value : value
  }
  return String(total)
}

/** ISO 3297: the last digit checks the others, modulo 11. */
export function isIssn(text: string): boolean {
  const digits = [...text.replace('-', '')].map((digit) => (digit === 'X' ? 10 : Number(digit)))
  return digits.length === 8 && digits.reduce((sum, digit, i) => sum + digit * (8 - i), 0) % 11 === 0
}

/** BCP 47 → the name that babel and biblatex give the language. Regions stand where they name a variety of its own. */
const languages: Record<string, string> = {
  bg: 'bulgarian',
  ca: 'catalan',
  cs: 'czech',
  da: 'danish',
  de: 'ngerman',
  'de-at': 'naustrian',
  'de-ch': 'nswissgerman',
  el: 'greek',
  en: 'english',
  'en-au': 'australian',
  'en-ca': 'canadian',
  'en-gb': 'british',
  'en-nz': 'newzealand',
  'en-us': 'american',
  es: 'spanish',
  et: 'estonian',
  eu: 'basque',
  fi: 'finnish',
  fr: 'french',
  gl: 'galician',
  hr: 'croatian',
  hu: 'hungarian',
  is: 'icelandic',
  it: 'italian',
  lt: 'lithuanian',
  lv: 'latvian',
  mr: 'marathi',
  nb: 'norsk',
  nl: 'dutch',
  nn: 'nynorsk',
  no: 'norsk',
  pl: 'polish',
  pt: 'portuguese',
  'pt-br': 'brazilian',
  ro: 'romanian',
  ru: 'russian',
  sk: 'slovak',
  sl: 'slovene',
  sr: 'serbian',
  sv: 'swedish',
  tr: 'turkish',
  uk: 'ukrainian',
}

/** Languages that biblatex has no strings for are left out. */
export function langidOf(language: string | undefined): string | undefined {
  if (language === undefined) return undefined
  const [primary, ...rest] = language.toLowerCase().split('-')
  const region = rest.find((subtag) => /^[a-z]{2}$/.test(subtag))
  return languages[`${primary}-${region}`] ?? languages[primary!]
}
