/** The front matter of a Markdown file (https://gohugo.io/content-management/front-matter/): YAML between lines of ---. */
import { isMap, type Json } from '../json-reader.ts'
import { readYaml } from '../yaml-file.ts'

export interface FrontMatter {
  data: Json
  /** What stands below it. */
  body: string
}

/** @returns a message where it cannot be read */
export function frontMatter(name: string, source: string): FrontMatter | { fault: string; line: number } {
  const text = source.replace(/^\uFEFF/, '')
  const found =
    text.startsWith('---') && /^---[ \t]*\r?\n(.*?)(?:^---[ \t]*(?:\r?\n|$)|$(?![\s\S]))(.*)$/ms.exec(text)
  if (!found) {
    const isToml = text.startsWith('+++')
    return {
      fault: isToml
        ? 'the front matter is TOML; it has to be YAML, between lines of ---'
        : 'there is no front matter',
      line: 1,
    }
  }
  const file = readYaml(name, found[1]!, true)
  const [fault] = file.faults
  if (fault) return { fault: fault.message, line: fault.line + 1 }
  return { data: isMap(file.data) ? file.data : {}, body: found[2]!.trim() }
}
