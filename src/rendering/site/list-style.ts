/**
 * How a list of publications looks: the same rules on the pages of this server, in a frame and inside the shadow root of
 * the web component. Every colour and measure is a custom property, so that a site can give it its own.
 */
export const listStyle = `
.op{--ink:var(--offprint-ink,light-dark(#1b1f27,#e8eaf0));--soft:var(--offprint-soft,light-dark(#565f6e,#a4adbc));--line:var(--offprint-line,light-dark(#dde1e8,#343b47));--paper:var(--offprint-paper,light-dark(#fff,#15181d));--raised:var(--offprint-raised,light-dark(#f6f7f9,#1d2128));--accent:var(--offprint-accent,light-dark(#0b57a4,#8ab8f0));--mark:var(--offprint-mark,light-dark(#fff1b8,#4b4114));--radius:var(--offprint-radius,.4rem);color:var(--ink);line-height:1.55;overflow-wrap:break-word}
.op a{color:var(--accent);text-underline-offset:.18em;text-decoration-thickness:.06em}
.op ol{list-style:none;margin:0;padding:0}
.op .pub{padding-block:var(--offprint-space,1rem);border-block-end:1px solid var(--line)}
.op ol>.pub:last-of-type{border-block-end:0}
.op .title{font-weight:600;font-size:1.05em;line-height:1.4}
.op .title a{color:inherit;text-decoration-color:var(--line)}
.op .title a:hover{color:var(--accent);text-decoration-color:currentColor}
.op .names{margin-block-start:.2rem}
.op .venue{color:var(--soft);font-size:.94em;margin-block-start:.1rem}
.op .award{display:inline-block;color:var(--ink);background:var(--mark);border-radius:1em;padding:0 .6em;font-size:.92em;font-weight:600}
.op .self{font-weight:650;background:var(--mark);border-radius:.2em;padding:0 .15em}
.op sup{line-height:0}
.op .actions{display:flex;flex-wrap:wrap;align-items:flex-start;gap:.4rem;margin-block-start:.55rem;font-size:.86em}
.op .button,.op summary,.op button{display:inline-block;box-sizing:border-box;min-height:1.9rem;line-height:1.2;padding:.35rem .7rem;border:1px solid var(--line);border-radius:var(--radius);background:var(--raised);color:var(--ink);text-decoration:none;font:inherit;cursor:pointer}
.op .button:hover,.op summary:hover,.op button:hover{border-color:var(--accent);color:var(--accent)}
.op :is(a,summary,button,input,select):focus-visible{outline:2px solid var(--accent);outline-offset:2px}
.op summary{list-style:none}
.op summary::-webkit-details-marker{display:none}
.op summary::after{content:"";display:inline-block;margin-inline-start:.45em;border:.28em solid transparent;border-block-start-color:currentColor;border-block-end:0;vertical-align:.15em}
.op details[open]>summary::after{rotate:180deg}
.op details[open]{flex-basis:100%}
.op .abstract{display:var(--offprint-abstract,block)}
.op .abstract p{margin:.6rem 0 .2rem;padding-inline-start:.9rem;border-inline-start:3px solid var(--line);font-size:1.06em;max-width:44rem}
.op .cite div{display:flex;flex-wrap:wrap;gap:.4rem;margin-block-start:.5rem;padding:.6rem;background:var(--raised);border-radius:var(--radius)}
.op .cite .button,.op .cite button{background:var(--paper)}
.op pre{flex-basis:100%;margin:0;padding:.6rem;overflow:auto;max-height:16rem;white-space:pre-wrap;overflow-wrap:anywhere;background:var(--paper);border-radius:var(--radius);font-size:.95em}
.op :is(h2,h3).year{font-size:1.1em;margin:1.8em 0 .2em;padding-block-end:.25em;border-block-end:2px solid var(--line);font-variant-numeric:tabular-nums}
.op .note{color:var(--soft);font-size:.86em}
.op .empty{color:var(--soft);padding:1.5rem 0}
.op [hidden]{display:none!important}
@media print{.op .actions{display:none}.op .pub{break-inside:avoid;padding:.4rem 0;border:0}.op .self{background:none;padding:0}.op .award{background:none;padding:0}}
`
