/** How the pages of this server look around their lists: typography, columns, time line, chart, print. */
export const pageStyle = `
:root{color-scheme:var(--offprint-color-scheme,light dark);--serif:ui-serif,"Iowan Old Style","Palatino Linotype",Palatino,Georgia,"Songti SC","Noto Serif",serif}
*{box-sizing:border-box}
html{scroll-behavior:smooth}
body{margin:0;background:var(--offprint-paper,light-dark(#fff,#15181d));font-family:var(--offprint-font,system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans","PingFang SC",sans-serif)}
header.site,footer.site,main{max-width:var(--offprint-width,68rem);margin-inline:auto;padding-inline:clamp(1rem,4vw,2.5rem)}
header.site{padding-block:1rem}
footer.site{padding-block:2rem 3rem}
.site nav{display:flex;flex-wrap:wrap;gap:.25rem 1.4rem;font-size:.92rem}
.site a{color:light-dark(#565f6e,#a4adbc);text-decoration:none;padding:.25rem 0}
.site a:hover{color:inherit;text-decoration:underline}
.site a:focus-visible,.skip:focus{outline:2px solid currentColor;outline-offset:2px}
.skip{position:absolute;inset-inline-start:-99rem;padding:.5rem 1rem;background:Canvas;color:CanvasText}
.skip:focus{inset-inline-start:1rem;inset-block-start:1rem}
main{padding-block:1rem 2rem}
h1,h2.part{font-family:var(--offprint-heading,var(--serif));font-weight:600;letter-spacing:-.012em;text-wrap:balance}
h1{font-size:clamp(1.75rem,1.3rem + 2vw,2.5rem);line-height:1.15;margin:.4rem 0 .8rem}
h2.part{font-size:1.45rem;line-height:1.25;margin:3rem 0 .9rem}
.home{display:grid;gap:0 clamp(2rem,5vw,4rem)}
.home .side h1{margin-block-start:.6rem}
.portrait,.monogram{inline-size:7.5rem;block-size:7.5rem;border-radius:50%;object-fit:cover}
.monogram{display:grid;place-items:center;background:var(--raised);border:1px solid var(--line);color:var(--soft);font:600 2.4rem/1 var(--serif)}
.role{font-size:1.05em;margin:0 0 .3rem}
.soft,.meta{color:var(--soft);font-size:.94em}
ul.plain{list-style:none;margin:0;padding:0}
.profiles{display:flex;flex-wrap:wrap;gap:.15rem 1rem;margin-block:1rem!important}
.profiles a{display:inline-block;padding:.2rem 0}
.chips{display:flex;flex-wrap:wrap;gap:.4rem;list-style:none;margin:.9rem 0 1.2rem;padding:0;font-size:.9em}
.chips li,.chips a{border-radius:1em}
.chips li>*{display:inline-block;padding:.28rem .75rem;background:var(--raised);border:1px solid var(--line);color:var(--ink);text-decoration:none}
.chips a:hover,.chips [aria-current]{border-color:var(--accent);color:var(--accent)}
.chips .n{color:var(--soft);margin-inline-start:.4em;font-size:.9em;font-variant-numeric:tabular-nums}
.biography{max-width:42rem;font-size:1.04em}
.biography p{margin:0 0 1em}
.timeline{list-style:none;margin:0;padding:0;border-inline-start:2px solid var(--line)}
.timeline li{position:relative;padding:0 0 1.4rem 1.5rem;padding-inline:1.5rem 0}
.timeline li::before{content:"";position:absolute;inset-inline-start:-.42rem;inset-block-start:.5rem;inline-size:.7rem;block-size:.7rem;border-radius:50%;background:var(--paper);border:2px solid var(--soft)}
.timeline li.current::before{background:var(--accent);border-color:var(--accent)}
.timeline .what{font-weight:600}
.timeline ul{margin:.35rem 0 0;padding-inline-start:1.1rem}
.timeline ul li{padding:0 0 .15rem;font-size:.94em}
.timeline ul li::before{content:none}
.chart{display:block;inline-size:100%;max-inline-size:44rem;block-size:auto;overflow:visible;margin-block:.5rem 1rem}
.chart rect{fill:var(--accent);opacity:.78}
.chart a:is(:hover,:focus-visible) rect,.chart [aria-current] rect{opacity:1}
.chart a:focus-visible{outline:2px solid var(--accent);outline-offset:2px}
.chart text{fill:var(--soft);font-size:11px;text-anchor:middle;font-variant-numeric:tabular-nums}
.chart a .hit{fill:transparent;opacity:1}
.cards{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(100%,15rem),1fr));gap:1.1rem 1.5rem;list-style:none;margin:1rem 0;padding:0}
.card{display:flex;align-items:center;gap:.9rem}
.card>div{min-width:0}
.card a{font-weight:600;display:inline-block;padding:.1rem 0}
.card :is(.portrait,.monogram){flex:none;inline-size:3.5rem;block-size:3.5rem;font-size:1.15rem}
.rows>li{padding-block:.7rem;border-block-end:1px solid var(--line)}
.rows>li:last-child{border:0}
.rows .what{font-weight:600}
.rows p{margin:.3rem 0 0;max-width:44rem}
form.search{display:flex;flex-wrap:wrap;gap:.5rem;margin:1rem 0}
form.search :is(input,select){font:inherit;color:inherit;background:var(--paper);border:1px solid var(--soft);border-radius:var(--radius);padding:.45rem .7rem;min-width:0;max-width:100%}
form.search input[type=search]{flex:1 1 14rem}
form.search label{display:contents}
.vh{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
.article{max-width:46rem}
.article h1{font-size:clamp(1.5rem,1.2rem + 1.6vw,2.1rem)}
.article .names{font-size:1.06em}
.article .abstract{font-size:1.04em}
.article .csl-entry,.article .reference{padding:1rem;background:var(--raised);border-radius:var(--radius)}
dl.facts{display:grid;grid-template-columns:max-content 1fr;gap:.4rem 1.4rem;margin:0}
.facts dt{color:var(--soft)}
.facts dd{margin:0;min-width:0}
.pages{display:flex;justify-content:space-between;margin-block-start:1.5rem}
.cols{display:grid;gap:0 3rem}
@media(min-width:56rem){.home{grid-template-columns:15rem minmax(0,1fr)}.home .side{position:sticky;inset-block-start:1.5rem;align-self:start}.home .body>h2.part:first-child{margin-block-start:.6rem}.cols{grid-template-columns:1fr 1fr}}
@media(max-width:28rem){dl.facts{grid-template-columns:1fr;gap:0}.facts dd{margin-block-end:.7rem}}
@media(prefers-reduced-motion){html{scroll-behavior:auto}}
@media print{html{font-size:10.5pt}header.site,footer.site,form.search,.chart,.chips a,.skip,.profiles{display:none!important}main{max-width:none;padding:0}h2.part{margin:1.4rem 0 .5rem;break-after:avoid}.home{display:block}.portrait,.monogram{display:none}.timeline{border:0}.timeline li{padding:0 0 .6rem;break-inside:avoid}.timeline li::before{content:none}.op a{color:inherit;text-decoration:none}}
`
