/** Contenders from npm that are no dependencies: put into the temporary folder once, at their versions. */
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/**
 * @param wanted `name@version` of each; the first gives the folder its name
 * @returns the folder `node_modules` that has them, or undefined where npm cannot get them
 */
export function packages(wanted, log = console.error) {
  const folder = join(tmpdir(), `offprint-bench-${wanted[0].replace(/[^\w.]+/g, '-')}`)
  const modules = join(folder, 'node_modules')
  const isThere = () => wanted.every((one) => existsSync(join(modules, one.replace(/(?!^)@.*/, ''))))
  if (isThere()) return modules
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'package.json'), '{"private":true}')
  const { status } = spawnSync('npm', ['install', '--ignore-scripts', '--no-audit', '--no-fund', ...wanted], {
    cwd: folder,
    stdio: 'ignore',
  })
  if (status === 0 && isThere()) return modules
  log(`npm did not get ${wanted.join(' ')}: left out`)
  return undefined
}
