/**
 * Keeps the page that makes embeds in step with its form. The server makes everything that is shown; this asks for the
 * page that the form would lead to, and takes over what is different.
 */
const form = document.getElementById('maker')
const trouble = document.querySelector('.trouble')
let running
let timer

/** What the form says, without what says nothing. */
function query() {
  const { accent } = form.elements
  const fields = [...new FormData(form)].filter(
    ([name, value]) => value && !(name === 'accent' && value === accent.dataset.none),
  )
  // An address without any parameter is the page as it is at first.
  return new URLSearchParams(fields.length ? fields : [['groupBy', '']])
}

async function refresh() {
  running?.abort()
  running = new AbortController()
  const address = `${location.pathname}?${query()}`
  try {
    const answer = await fetch(address, { signal: running.signal, headers: { accept: 'text/html' } })
    const fresh = new DOMParser().parseFromString(await answer.text(), 'text/html')
    history.replaceState(null, '', address)
    trouble.textContent = fresh.querySelector('.trouble').textContent
    if (trouble.textContent) return
    // The page as it was sent had something wrong, and so no list.
    if (!document.getElementById('list')) return location.reload()
    for (const id of ['count', ...[...fresh.querySelectorAll('code[id]')].map((code) => code.id)])
      take(fresh, id)
    for (const id of ['look', 'list']) takeAttributes(fresh, id)
  } catch (error) {
    if (error.name !== 'AbortError') trouble.textContent = 'The server cannot be reached just now.'
  }
}

function take(fresh, id) {
  const own = document.getElementById(id)
  const { textContent } = fresh.getElementById(id)
  if (own && own.textContent !== textContent) own.textContent = textContent
}

function takeAttributes(fresh, id) {
  const own = document.getElementById(id)
  const other = fresh.getElementById(id)
  for (const { name } of [...own.attributes]) if (!other.hasAttribute(name)) own.removeAttribute(name)
  for (const { name, value } of other.attributes) {
    if (own.getAttribute(name) !== value) own.setAttribute(name, value)
  }
}

form.addEventListener('input', () => {
  clearTimeout(timer)
  timer = setTimeout(refresh, 250)
})
form.addEventListener('submit', (event) => {
  event.preventDefault()
  refresh()
})

for (const code of document.querySelectorAll('code[id]')) {
  const button = document.createElement('button')
  button.type = 'button'
  button.textContent = 'Copy'
  button.addEventListener('click', async () => {
    try {
      await navigator.clipboard.writeText(code.textContent)
      button.textContent = 'Copied'
      setTimeout(() => {
        button.textContent = 'Copy'
      }, 2000)
    } catch {
      getSelection()?.selectAllChildren(code)
    }
  })
  code.closest('figure').querySelector('figcaption').append(button)
}
