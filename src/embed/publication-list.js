/**
 * `<publication-list>`: a list of publications on any page, as a custom element (HTML Living Standard, section 4.13)
 * without a framework. The list is the fragment that the server makes; this script puts it into a shadow root, filters
 * it, copies citations, and keeps the last good one for when the server is away. Under a strict Content-Security-Policy
 * it needs its own host in script-src and connect-src, and nothing inline.
 *
 * The server puts `const listStyle = "…"` before this text: the same rules as on its own pages.
 */
/* global listStyle */
const parameters =
  'person group author venue type tag year status language has featured doi q sort versions limit locale'.split(
    ' ',
  )
/** Their values may hold commas, so `|` stands between several. */
const barred = ['author', 'venue', 'tag', 'doi']
const asked = {
  'citation-key': 'key',
  'group-by': 'groupBy',
  highlight: 'highlight',
  'max-authors': 'maxAuthors',
}
const words = {
  search: 'Search',
  year: 'Year',
  type: 'Type',
  tag: 'Tag',
  all: 'All',
  none: 'No publications match.',
  loading: 'Loading publications',
  away: 'The publications cannot be loaded just now. ',
  kept: 'The server cannot be reached: this is the list as it was last seen.',
  open: 'See them at the source',
  copy: 'Copy',
  copied: 'Copied',
  download: 'Download',
}
/** What `::part()` calls the elements of the fragment. */
const parts = {
  '.op': 'publications',
  ol: 'list',
  '.year': 'heading',
  '.pub': 'item',
  '.title': 'title',
  '.names': 'names',
  '.self': 'self',
  '.venue': 'venue',
  '.award': 'award',
  '.actions': 'actions',
  'a.button': 'link',
  '.cite': 'cite',
  '.abstract': 'abstract',
  summary: 'button',
  'p.note': 'legend',
}
const nameParts = (root) => {
  for (const [selector, part] of Object.entries(parts))
    for (const element of root.querySelectorAll(selector)) element.part = part
}
const sheet = new CSSStyleSheet()
sheet.replaceSync(`${listStyle}
:host{display:flow-root;color-scheme:var(--offprint-color-scheme,inherit)}
:host([hidden]){display:none}
.controls{display:flex;flex-wrap:wrap;gap:.5rem;margin-block-end:.75rem;font-size:.92em}
.controls :is(input,select){font:inherit;color:inherit;background:var(--paper);border:1px solid var(--soft);border-radius:var(--radius);padding:.4rem .6rem;min-width:0;max-width:100%;box-sizing:border-box}
.controls input{flex:1 1 11rem}
.skeleton{display:flow-root}
.skeleton i{display:block;height:.8em;border-radius:.3em;background:var(--line);margin:.6em 0;width:55%}
.skeleton i:nth-child(3n+1){width:85%;height:1em;margin-block-start:1.6em}
.skeleton i:nth-child(3n){width:30%}
.long .pub{content-visibility:auto;contain-intrinsic-size:auto 9rem}
.vh{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
@media (prefers-reduced-motion:no-preference){.skeleton{animation:p 1.2s ease-in-out infinite alternate}@keyframes p{to{opacity:.45}}}
@media print{.controls{display:none}.long .pub{content-visibility:visible}}`)
const policy = globalThis.trustedTypes?.createPolicy('offprint', { createHTML: (text) => text })
const make = (tag, properties = {}, ...children) => {
  const element = Object.assign(document.createElement(tag), properties)
  element.append(...children)
  return element
}
/** Different values; of very many those that stand most often, since nobody reads the others. */
const commonest = (values) => {
  const counts = new Map()
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1)
  return [...counts.keys()].sort((a, b) => counts.get(b) - counts.get(a)).slice(0, 100)
}
/** Entries that are there from the start. */
const atOnce = 50
const whenIdle = (work) =>
  globalThis.requestIdleCallback ? requestIdleCallback(work, { timeout: 2000 }) : setTimeout(work, 50)
/** Letters that have no decomposition; the server's search folds them too. */
const letters = { ß: 'ss', ł: 'l', ø: 'o', đ: 'd', ı: 'i', æ: 'ae', œ: 'oe' }
const fold = (text) =>
  text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[ßłøđıæœ]/g, (letter) => letters[letter])

class PublicationList extends HTMLElement {
  static observedAttributes = [...parameters, ...Object.keys(asked), 'src', 'style', 'citation-style']
  #root = this.attachShadow({ mode: 'open' })
  #body = make('div', { className: 'op' })
  #running
  #scheduled = false

  constructor() {
    super()
    this.#root.adoptedStyleSheets = [sheet]
    this.#root.append(this.#body)
    this.#root.addEventListener('click', (event) => {
      const link = event.target.closest('.cite div a[href]')
      if (!link || link.hasAttribute('download') || event.metaKey || event.ctrlKey || event.shiftKey) return
      event.preventDefault()
      this.#cite(link)
    })
  }

  connectedCallback() {
    this.#schedule()
  }

  disconnectedCallback() {
    this.#running?.abort()
  }

  attributeChangedCallback(_name, before, after) {
    if (this.isConnected && before !== after) this.#schedule()
  }

  /** Several attributes that change together are one request. */
  #schedule() {
    if (this.#scheduled) return
    this.#scheduled = true
    queueMicrotask(() => {
      this.#scheduled = false
      if (this.isConnected) this.load()
    })
  }

  /** Where the list is. `citation-style` is the name of a style, and so is a `style` that is no CSS. */
  #url(extension) {
    const base = (this.getAttribute('src') || new URL('.', import.meta.url).href).replace(/\/+$/, '')
    const url = new URL(`${base.replace(/\/publications$/, '')}/publications${extension}`, document.baseURI)
    const put = (name, value) => value && url.searchParams.set(name, value)
    for (const name of parameters) {
      const value = this.getAttribute(name)
      if (!barred.includes(name)) put(name, value)
      else for (const one of value?.split('|') ?? []) url.searchParams.append(name, one)
    }
    for (const [attribute, name] of Object.entries(asked)) put(name, this.getAttribute(attribute))
    const style = this.getAttribute('style')
    put('style', this.getAttribute('citation-style') || (style?.includes(':') ? '' : style))
    if (!url.searchParams.has('limit')) url.searchParams.set('limit', '1000')
    return url
  }

  async load() {
    this.#running?.abort()
    this.#running = new AbortController()
    const { signal } = this.#running
    const url = this.#url('.fragment.html')
    const name = `offprint:${url}`
    if (!this.#root.querySelector('.pub')) this.#wait()
    try {
      const answer = await fetch(url, { signal, credentials: 'omit', headers: { accept: 'text/html' } })
      if (!answer.ok) throw new Error(String(answer.status))
      const text = await answer.text()
      if (signal.aborted) return
      this.#show(text)
      whenIdle(() => {
        try {
          localStorage.setItem(name, text)
        } catch {}
      })
    } catch (error) {
      if (signal.aborted) return
      let kept
      try {
        kept = localStorage.getItem(name)
      } catch {}
      if (kept) this.#show(kept, words.kept)
      else this.#away()
      this.dispatchEvent(new CustomEvent('offprint-error', { detail: error, bubbles: true }))
    }
  }

  /** What stands inside the element stays in sight until there is a list; an empty one gets a skeleton. */
  #wait() {
    const skeleton = make('div', { className: 'skeleton', role: 'status', ariaLabel: words.loading })
    if (!this.textContent.trim()) for (let i = 0; i < 12; i++) skeleton.append(make('i'))
    this.#body.replaceChildren(skeleton, make('slot'))
  }

  #away() {
    const link = make('a', { href: this.#url('.html').href, textContent: words.open })
    const message = make('p', { className: 'empty', role: 'status' }, words.away, link)
    message.part = 'message'
    this.#body.replaceChildren(message, make('slot'))
  }

  #show(text, remark) {
    const { content } = make('template', { innerHTML: policy ? policy.createHTML(text) : text })
    const items = [...content.querySelectorAll('.pub')].map((element) => {
      const { year, type, tags } = element.dataset
      const section = element.closest('section')
      return { element, section, text: '', year: [year], type: [type], tag: tags ? tags.split('|') : [] }
    })
    // What is far below is put in place when there is time: the page can be used before.
    const later = items.slice(atOnce).map(({ element }) => [element, element.parentNode])
    for (const [element] of later) element.remove()
    nameParts(content)
    // The height of what is not laid out is a guess, and only long lists gain by it.
    const list = make('div', { className: later.length ? 'long' : '' }, content)
    const status = make('p', { className: remark ? 'note' : 'vh', role: 'status', textContent: remark ?? '' })
    this.#body.replaceChildren(...this.#controls(items, list, status), status, list)
    this.dispatchEvent(new CustomEvent('offprint-load', { bubbles: true }))
    this.#complete(later)
  }

  #complete(later) {
    const put = (end) => {
      while (later.length && performance.now() < end) {
        const [element, parent] = later.shift()
        element.part = parts['.pub']
        nameParts(element)
        parent.append(element)
      }
    }
    const step = () => {
      put(performance.now() + 8)
      if (later.length) whenIdle(step)
    }
    if (!later.length) return
    whenIdle(step)
    addEventListener('beforeprint', () => put(Number.POSITIVE_INFINITY), { once: true })
  }

  #controls(items, list, status) {
    if (this.getAttribute('filters') === 'none') return []
    const names = (this.getAttribute('filters') || 'q year type tag').split(/[\s,]+/)
    const fields = names.flatMap((name) => {
      if (name === 'q')
        return make('input', { type: 'search', placeholder: words.search, ariaLabel: words.search, name })
      const values = commonest(items.flatMap((item) => item[name] ?? []).filter(Boolean)).sort()
      if (values.length < 2) return []
      if (name === 'year') values.reverse()
      const option = (value) =>
        make('option', { value, textContent: name === 'type' ? value.replaceAll('-', ' ') : value })
      const first = make('option', { value: '', textContent: `${words[name]}: ${words.all}` })
      return make('select', { name, ariaLabel: words[name] }, first, ...values.map(option))
    })
    const key = (name) => `${this.id || 'publications'}.${name}`
    const state = new URL(location.href).searchParams
    for (const field of fields) field.value = state.get(key(field.name)) ?? ''
    const sections = [...list.querySelectorAll('section')]
    const empty = make('p', { className: 'empty', textContent: words.none, hidden: true })
    list.append(empty)
    const filter = () => {
      const wanted = fields.filter((field) => field.value)
      let shown = 0
      const filled = new Set()
      for (const item of items) {
        const fits = wanted.every(({ name, value }) => {
          if (name !== 'q') return item[name].includes(value)
          item.text ||= fold(item.element.textContent)
          return fold(value)
            .split(/\s+/)
            .every((word) => item.text.includes(word))
        })
        if (item.element.hidden === fits) item.element.hidden = !fits
        if (!fits) continue
        shown++
        filled.add(item.section)
      }
      for (const section of sections) section.hidden = !filled.has(section)
      empty.hidden = shown > 0 || !items.length
      return shown
    }
    const change = () => {
      const shown = filter()
      const url = new URL(location.href)
      for (const { name, value } of fields) {
        if (value) url.searchParams.set(key(name), value)
        else url.searchParams.delete(key(name))
      }
      try {
        history.replaceState(history.state, '', url)
      } catch {}
      if (status.className === 'vh') status.textContent = `${shown} / ${items.length}`
    }
    if (fields.some((field) => field.value)) filter()
    const form = make('form', { className: 'controls', role: 'search' }, ...fields)
    form.part = 'controls'
    form.addEventListener('input', change)
    form.addEventListener('submit', (event) => event.preventDefault())
    return items.length > 1 ? [form] : []
  }

  /** Shows what a link of Cite leads to, to be copied or saved; a page that cannot read it goes there. */
  async #cite(link) {
    let text
    try {
      const answer = await fetch(link.href, { credentials: 'omit' })
      if (!answer.ok) throw new Error(String(answer.status))
      text = (await answer.text()).trim()
    } catch {
      location.assign(link.href)
      return
    }
    const box = link.parentNode
    for (const old of box.querySelectorAll('pre, button, a[download]')) old.remove()
    const output = make('pre', { tabIndex: 0, role: 'group', ariaLabel: link.textContent, textContent: text })
    output.part = 'citation'
    const copy = make('button', { type: 'button', textContent: words.copy })
    copy.addEventListener('click', async () => {
      try {
        await navigator.clipboard.writeText(text)
        copy.textContent = words.copied
      } catch {
        getSelection()?.selectAllChildren(output)
      }
    })
    const url = new URL(link.href)
    url.searchParams.set('download', 'true')
    const save = make('a', { className: 'button', textContent: words.download, href: url.href, download: '' })
    box.append(output, copy, save)
  }
}

if (!customElements.get('publication-list')) customElements.define('publication-list', PublicationList)
