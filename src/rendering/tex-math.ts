/**
 * Which TeX math of a title may be passed on. A `.bib` file is compiled on other people's machines, so a formula is
 * handed out only where its braces balance and all its commands are known to LaTeX, amsmath or amssymb.
 */
import { greek } from '../model/tex-characters.ts'

const commands = new Set(
  [
    'alpha beta gamma delta epsilon varepsilon zeta eta theta vartheta iota kappa varkappa lambda mu nu xi pi varpi',
    'rho varrho sigma varsigma tau upsilon phi varphi chi psi omega Gamma Delta Theta Lambda Xi Pi Sigma Upsilon Phi',
    'Psi Omega digamma aleph beth gimel hbar hslash imath jmath ell wp Re Im partial infty prime emptyset varnothing',
    'nabla surd top bot angle triangle forall exists nexists neg lnot flat natural sharp clubsuit diamondsuit',
    'heartsuit spadesuit square blacksquare bigstar star ast sum prod coprod int oint iint iiint bigcap bigcup',
    'bigsqcup bigvee bigwedge bigodot bigotimes bigoplus biguplus pm mp setminus smallsetminus cdot cdotp times div',
    'ltimes rtimes cap cup uplus sqcap sqcup wedge land vee lor bullet circ bigcirc diamond dagger ddagger amalg wr',
    'oplus ominus otimes oslash odot boxplus boxtimes leq le leqslant geq ge geqslant equiv models prec succ preceq',
    'succeq sim simeq approx approxeq cong neq ne doteq propto perp mid nmid parallel nparallel ll gg lll ggg subset',
    'supset subseteq supseteq subsetneq supsetneq sqsubset sqsubseteq sqsupseteq in ni notin vdash dashv asymp bowtie',
    'smile frown lesssim gtrsim triangleq coloneqq leftarrow gets rightarrow to leftrightarrow Leftarrow Rightarrow',
    'Leftrightarrow longleftarrow longrightarrow longleftrightarrow Longrightarrow Longleftarrow iff implies impliedby',
    'mapsto longmapsto hookrightarrow hookleftarrow uparrow downarrow updownarrow Uparrow Downarrow nearrow searrow',
    'swarrow nwarrow leadsto rightharpoonup leftharpoonup rightleftharpoons twoheadrightarrow ldots cdots vdots ddots',
    'dots dotsc dotsb lfloor rfloor lceil rceil langle rangle lvert rvert lVert rVert vert Vert lbrace rbrace lbrack',
    'rbrack backslash left right middle big Big bigg Bigg bigl bigr Bigl Bigr biggl biggr frac dfrac tfrac cfrac binom',
    'dbinom tbinom sqrt stackrel overset underset overline underline overbrace underbrace widehat widetilde hat check',
    'breve acute grave tilde bar vec dot ddot mathring overrightarrow overleftarrow mathrm mathbf mathit mathsf mathtt',
    'mathcal mathbb mathfrak mathnormal boldsymbol text textrm textit textbf textsf texttt textsc textnormal mbox',
    'operatorname arccos arcsin arctan arg cos cosh cot coth csc deg det dim exp gcd hom inf ker lg lim liminf limsup',
    'ln log max min Pr sec sin sinh sup tan tanh bmod pmod mod limits nolimits displaystyle textstyle scriptstyle',
    'quad qquad thinspace enspace colon not lhd rhd unlhd unrhd Box Diamond lambdabar complement',
  ]
    .join(' ')
    .split(' '),
)
const allowed = /^[\w\s+\-*/=<>()[\]|.,:;!?'"@^{}]$/

/** Braces balance whether or not a backslash before a brace counts, since BibTeX and TeX differ in that. */
export function balanced(tex: string): boolean {
  let all = 0
  let unescaped = 0
  for (let i = 0; i < tex.length; i++) {
    const character = tex[i]
    const step = character === '{' ? 1 : character === '}' ? -1 : 0
    if (character === '\\') {
      const next = tex[++i]
      all += next === '{' ? 1 : next === '}' ? -1 : 0
    } else unescaped += step
    if (step) all += step
    if (all < 0 || unescaped < 0) return false
  }
  return all === 0 && unescaped === 0 && !/(?<!\\)(?:\\\\)*\\$/.test(tex)
}

/**
 * @param ascii write Greek letters as commands
 * @returns the formula as it may stand between dollars, or undefined where it may not
 */
export function safeMath(tex: string, ascii: boolean): string | undefined {
  if (!balanced(tex) || /\^\^/.test(tex)) return undefined
  let lefts = 0
  for (const [, name] of tex.matchAll(/\\([a-zA-Z]+)/g)) {
    if (!commands.has(name!)) return undefined
    lefts += name === 'left' ? 1 : name === 'right' ? -1 : 0
  }
  if (lefts !== 0) return undefined
  const bare = tex.replace(/\\(?:[a-zA-Z]+|[,;:! {}|%&#_$])/g, 'x')
  for (const character of bare) {
    if (character < '\u0080' && !allowed.test(character)) return undefined
  }
  // A script needs something to stand on and a letter to show; two of one kind on one letter are an error.
  if (/[\^_]\s*(?:[\^_}]|$)/.test(bare) || /([\^_])\s*(?:\{[^{}]*\}|[^\s{}\\])\s*\1/.test(bare))
    return undefined
  return ascii ? tex.replace(/[\u0370-\u03FFµ]/g, (letter) => mathLetter(letter)) : tex
}

function mathLetter(letter: string): string {
  const tex = greek.get(letter)
  return tex === undefined ? letter : tex.startsWith('\\') ? `${tex} ` : tex
}
