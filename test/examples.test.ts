/** The examples that can run here do: pages in a real browser, the include in a real nginx. */
import { spawn } from 'node:child_process'
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import t from 'tap'
import { publicContext, startBrowser, withoutBrowser } from './fixtures/browser.ts'
import { without } from './fixtures/tools.ts'
import { startServer } from './server.ts'

const examples = join(import.meta.dirname, '../examples')

t.test('every example is in the list, and every one that is has a folder', async (t) => {
  const folders = readdirSync(examples, { withFileTypes: true })
    .filter((one) => one.isDirectory())
    .map(({ name }) => name)
  const listed = [...readFileSync(join(examples, 'README.md'), 'utf8').matchAll(/^\| \[([\w-]+)\]/gm)]
  t.same(listed.map(([, name]) => name).sort(), folders.sort())
})

t.test('the plain page shows the list', { skip: withoutBrowser }, async (t) => {
  const { url } = await startServer(t)
  const context = await publicContext(await startBrowser(t), url)
  const page = await context.newPage()
  await page.goto(`file://${examples}/html/index.html`)
  await page.locator('.pub').first().waitFor()
  t.equal(await page.locator('.pub').count(), 4)
  t.equal(await page.locator('.self').first().textContent(), 'Zhisheng Ye')
  const style = (name: string) =>
    page
      .locator('.title')
      .first()
      .evaluate((one: any, name) => (globalThis as any).getComputedStyle(one)[name], name)
  t.equal(await style('fontStyle'), 'italic', 'the page has styled a part')
})

const freePort = () =>
  new Promise<number>((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number }
      server.close(() => resolve(port))
    })
  })

t.test('nginx puts the list into the page, and keeps it', { skip: without('nginx') }, async (t) => {
  const server = await startServer(t)
  const folder = mkdtempSync(join(tmpdir(), 'offprint-include-'))
  cpSync(join(examples, 'server-side-include'), folder, { recursive: true })
  const port = await freePort()
  const file = join(folder, 'nginx.conf')
  const configuration = readFileSync(file, 'utf8')
  writeFileSync(
    file,
    // As root it would give its files to a user who may not read them.
    `${process.getuid?.() === 0 ? 'user root;\n' : ''}${configuration.replace('127.0.0.1:8080', `127.0.0.1:${port}`).replace('http://localhost:3000', server.url)}`,
  )
  const nginx = spawn('nginx', ['-p', folder, '-c', 'nginx.conf'], { stdio: 'ignore' })
  t.teardown(async () => {
    nginx.kill()
    await new Promise((resolve) => nginx.once('close', resolve))
    rmSync(folder, { recursive: true, force: true })
  })
  let text = ''
  for (let tries = 0; tries < 100 && !text.includes('class="pub"'); tries++) {
    await new Promise((resolve) => setTimeout(resolve, 50))
    text = await fetch(`http://127.0.0.1:${port}/`).then(
      (answer) => answer.text(),
      () => '',
    )
  }
  t.equal(
    text.match(/class="pub"/g)?.length,
    4,
    'four publications, from headers that nginx takes by default',
  )
  t.match(text, /<\/html>\s*$/)
  t.notMatch(text, '<script')
})
