/** How the page that makes embeds looks, beside the rules that every page has. */
export const makerStyle = `
.maker{display:grid;gap:1.5rem clamp(1.5rem,4vw,3rem)}
.maker>*{min-width:0}
.maker fieldset{border:0;margin:0 0 1.6rem;padding:0;display:grid;grid-template-columns:repeat(auto-fill,minmax(min(100%,8.5rem),1fr));gap:.8rem}
.maker legend{font-weight:600;padding:0;margin-block-end:.6rem}
.maker label{display:flex;flex-direction:column;justify-content:end;gap:.25rem;font-size:.92rem}
.maker label.wide{grid-column:1/-1}
.maker label.tick{flex-direction:row;justify-content:start;align-items:center;gap:.6rem}
.maker .tick input{flex:none;inline-size:1.5rem;block-size:1.5rem;margin:0;accent-color:var(--accent)}
.maker :is(input:not([type=checkbox]),select){font:inherit;color:inherit;background:var(--paper);border:1px solid var(--soft);border-radius:var(--radius);padding:.45rem .6rem;inline-size:100%;min-height:2.4rem}
.maker input[type=color]{padding:.15rem}
.maker .go{font-size:1rem;background:var(--accent);color:var(--paper);border-color:var(--accent)}
.preview{background:light-dark(#fff,#15181d);border:1px solid var(--line);border-radius:var(--radius);padding:1rem;overflow-x:auto}
.preview iframe{inline-size:100%;block-size:34rem;border:0}
.trouble{padding:.8rem 1rem;border:2px solid var(--accent);border-radius:var(--radius)}
.trouble:empty{display:none}
.snippet{border-block-end:1px solid var(--line)}
.snippet>summary{display:block!important;border:0!important;background:none!important;padding:.8rem .2rem!important;font-size:1.05rem!important;font-weight:600!important}
.snippet figure{margin:0 0 1.2rem}
.snippet figcaption{display:flex;justify-content:space-between;align-items:end;gap:1rem;color:var(--soft);font-size:.9rem;margin-block-end:.35rem}
.op .snippet pre{max-height:26rem;background:var(--raised);padding:.9rem;font-size:.86rem;line-height:1.5;direction:ltr;text-align:start}
@media(min-width:60rem){.maker{grid-template-columns:21rem minmax(0,1fr)}.maker .shown{position:sticky;inset-block-start:1rem;align-self:start}}
@media print{.maker form{display:none}}
`
