/** The pictures of the README, taken of the built package over its seed by a real browser: `npm run screenshots`. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { chromium } from 'playwright-core'

const images = fileURLToPath(new URL('../docs/images/', import.meta.url))
const port = 4300 + (process.pid % 500)
const base = `http://localhost:${port}`
const folder = mkdtempSync(join(tmpdir(), 'offprint-shots-'))

/** A page of a lab, at another origin, under a strict policy. */
const lab = `<!doctype html><html lang="en"><title>A lab</title>
<style nonce="lab">body{font:16px/1.5 Georgia,serif;margin:1.5rem auto;max-width:46rem;padding:0 1rem}h1{font-weight:400}</style>
<h1>Publications of our lab</h1>
<script type="module" src="${base}/embed.js"></script>
<publication-list src="${base}" person="owner" group-by="year" highlight="owner" limit="6"></publication-list></html>`
const policy = `default-src 'none'; script-src ${base}; connect-src ${base}; style-src 'nonce-lab'`

const server = spawn(
  process.execPath,
  [fileURLToPath(new URL('../dist/cli/main.js', import.meta.url)), 'serve'],
  {
    env: {
      ...process.env,
      DATABASE_URL: `file:${folder}/offprint.db`,
      PORT: String(port),
      ADMIN_PORT: '0',
      RATE_LIMIT: '0',
      LOG_LEVEL: 'warn',
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  },
)
const host = createServer((_, response) =>
  response.writeHead(200, { 'content-type': 'text/html', 'content-security-policy': policy }).end(lab),
).listen(0)
try {
  mkdirSync(images, { recursive: true })
  await once(server.stdout, 'data')
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  })
  const shots = [
    ['home', base, { width: 1100, height: 760 }, 'light'],
    ['home-narrow-dark', base, { width: 360, height: 720 }, 'dark'],
    ['embed', `http://127.0.0.1:${host.address().port}/`, { width: 860, height: 620 }, 'light'],
  ]
  for (const [name, url, viewport, colorScheme] of shots) {
    const page = await browser.newPage({ viewport, colorScheme })
    page.on('console', (message) => console.error(`${name}: ${message.text()}`))
    await page.goto(url)
    if (name === 'embed') await page.locator('publication-list .pub').first().waitFor()
    await page.screenshot({ path: join(images, `${name}.png`) })
    await page.close()
    console.log(`${name}.png`)
  }
  await browser.close()
} finally {
  host.close()
  server.kill('SIGTERM')
  await once(server, 'exit')
  rmSync(folder, { recursive: true, force: true })
}
