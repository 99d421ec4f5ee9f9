/**
 * Servers that send the same answers every time: what a server could reach that had nothing to do.
 * `node bench/constants.mjs http|fastify <port> <answers.json>`
 */
import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'

const [kind, port, file] = process.argv.slice(2)
const answers = JSON.parse(readFileSync(file, 'utf8')).map(({ path, status, headers, body }) => ({
  path,
  status,
  headers,
  body: Buffer.from(body, 'base64'),
}))
const listening = { port: Number(port), host: '127.0.0.1' }

if (kind === 'fastify') {
  const { default: fastify } = await import('fastify')
  const app = fastify()
  for (const { path, status, headers, body } of answers) {
    app.get(path, (_request, reply) =>
      reply
        .code(status)
        .headers(headers)
        .send(status === 304 ? undefined : body),
    )
  }
  await app.listen(listening)
} else {
  const byPath = new Map(answers.map((answer) => [answer.path, answer]))
  createServer((request, response) => {
    const { status, headers, body } = byPath.get(request.url)
    response.writeHead(status, status === 304 ? headers : { ...headers, 'content-length': body.length })
    response.end(status === 304 ? undefined : body)
  }).listen(listening)
}
