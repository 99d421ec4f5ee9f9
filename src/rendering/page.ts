/** The frame of every HTML page: head, style sheet, language. No script, nothing from elsewhere. */
import { Html, html } from './html.ts'

const styleSheet = new Html(`
:root{color-scheme:light dark;--ink:#1d2129;--soft:#5b6472;--line:#dfe3ea;--paper:#fff;--link:#0b57a4;--mark:#fff3c4}
@media(prefers-color-scheme:dark){:root{--ink:#e6e9ef;--soft:#a0a9b8;--line:#333a46;--paper:#14171c;--link:#8ab8f0;--mark:#4a4116}}
*{box-sizing:border-box}
body{margin:0 auto;padding:2rem 1.25rem 4rem;max-width:50rem;background:var(--paper);color:var(--ink);font:1rem/1.6 system-ui,sans-serif;overflow-wrap:break-word}
a{color:var(--link);text-underline-offset:.15em}
h1{font-size:1.7rem;line-height:1.25;margin:.5rem 0}
h2{font-size:1.15rem;margin:2.25rem 0 .5rem;padding-bottom:.25rem;border-bottom:1px solid var(--line)}
ol,ul.plain{list-style:none;margin:0;padding:0}
ol>li{padding:.85rem 0;border-bottom:1px solid var(--line)}
ol>li:last-child{border-bottom:0}
.title{font-weight:600}
.soft,.venue,.meta{color:var(--soft);font-size:.94rem}
.self{font-weight:600;background:var(--mark);padding:0 .15em;border-radius:.15em}
.links a,nav a{margin-inline-end:.9rem;display:inline-block;min-height:1.5rem}
.links{font-size:.92rem}
form{display:flex;flex-wrap:wrap;gap:.5rem;margin:1rem 0}
input,select,button{font:inherit;color:inherit;background:transparent;border:1px solid var(--soft);border-radius:.3rem;padding:.3rem .6rem;min-width:0}
input[type=search]{flex:1 1 12rem}
dl{display:grid;grid-template-columns:max-content 1fr;gap:.25rem 1rem}
dt{color:var(--soft)}dd{margin:0}
@media print{form,nav,.links{display:none}}
`)

export function page(title: string, body: Html, head: Html | false = false): string {
  return html`<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
${head}<style>${styleSheet}</style>
</head>
<body>
${body}
</body>
</html>
`.text
}
