import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { Refusal } from '../src/platform/refusal.ts'

/** A program: answers every request with one file, from memory, as JSON. It is the limit that the machine sets to a server. */
const [file] = process.argv.slice(2)
if (file === undefined) throw new Refusal('wrong-use', 'bare-server.ts FILE.json')
const body = readFileSync(file)
const server = createServer((_, answer) => { answer.writeHead(200, { 'content-type': 'application/json', 'content-length': body.length }).end(body) })
server.listen(0, '127.0.0.1', () => {
  const place = server.address()
  process.stdout.write(`${typeof place === 'object' && place !== null ? place.port : 0}\n`)
})
