/**
 * A LaTeX document that any engine sets, with the packages of a basic installation (LaTeX2e, utf8 input; pdflatex,
 * lualatex, xelatex). What an 8-bit engine has no letter for is set as its number in a box, so that nothing is lost in
 * silence and nothing stops the run.
 */
import { texText } from './tex.ts'

/** No engine, and no format of this server, has a name for half of a character. */
export const texWord = (text: string) => texText(text.toWellFormed(), 'latex')

/** Characters that LaTeX may have no letter for, each once. */
const foreign = (text: string) => [...new Set(text.match(/\P{ASCII}/gu))].sort()

const declared = (character: string) =>
  `  \\fallback{${character}}{${character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}}`

/** @param title plain text, for the properties of the PDF @param body finished LaTeX */
export function texDocument(title: string, body: string): string {
  // The properties of a PDF take letters only.
  const property = texWord(title).replace(/\P{ASCII}/gu, '')
  const declarations = foreign(body).map(declared)
  return `% ${texWord(title)}. Typeset with pdflatex, lualatex or xelatex.
\\documentclass[11pt,a4paper]{article}
\\usepackage[margin=24mm]{geometry}
\\ifdefined\\directlua
  \\usepackage{fontspec} % \\setmainfont names a font that has every script you need
\\else\\ifdefined\\XeTeXversion
  \\usepackage{fontspec}
\\else
  \\IfFileExists{cmap.sty}{\\usepackage{cmap}}{} % so that what is copied from the PDF is text
  \\usepackage[T1]{fontenc}
  \\usepackage[utf8]{inputenc}
  \\usepackage{textcomp}
  \\IfFileExists{lmodern.sty}{\\usepackage{lmodern}}{}
  \\newcommand*\\unprintable[1]{{\\fboxsep=1pt\\fbox{\\tiny#1}}}
  \\newcommand*\\fallback[2]{\\ifcsname u8:\\detokenize{#1}\\endcsname\\else\\DeclareUnicodeCharacter{#2}{\\unprintable{#2}}\\fi}
${declarations.map((line) => `${line}\n`).join('')}\\fi\\fi
\\usepackage{amsmath,amssymb}
\\usepackage[hidelinks,bookmarks=false,pdftitle={${property}}]{hyperref}
\\urlstyle{same}
\\setlength{\\parindent}{0pt}
\\raggedright
\\pagestyle{plain}
\\newenvironment{entries}{\\begin{list}{}{%
  \\setlength{\\labelwidth}{34mm}\\setlength{\\labelsep}{3mm}\\setlength{\\leftmargin}{37mm}%
  \\setlength{\\itemsep}{.6ex}\\setlength{\\parsep}{0pt}\\setlength{\\topsep}{.4ex}%
  \\renewcommand*{\\makelabel}[1]{\\normalfont##1\\hfil}}}{\\end{list}}
\\begin{document}
${body}
\\end{document}
`
}

/** A link. In the text of a paragraph, and nowhere inside of another command, an address may stand as it is. */
export const texLink = (address: string, text: string) => `\\href{${address}}{${text}}`
