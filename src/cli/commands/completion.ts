/** `offprint completion SHELL`: the commands and their options for a shell, from the table that runs them. */
import { type Options, readArguments, UsageError } from '../arguments.ts'
import { commands } from '../commands.ts'

export const options = {} as const

export const help = async () => `offprint completion bash|zsh|fish

Prints what makes a shell complete commands, options and file names.

Examples
  source <(offprint completion bash)
  offprint completion zsh > "\${fpath[1]}/_offprint"
  offprint completion fish > ~/.config/fish/completions/offprint.fish

Exit codes: 0 done, 2 wrong call`

export const choices = async () => ({ '': Object.keys(shells) })

interface Entry {
  name: string
  summary: string
  /** Without the dashes. */
  options: string[]
  /** What may stand after an option; by '' what may stand without one. */
  choices: Record<string, readonly string[]>
}

export default async function completion(argv: string[]): Promise<void> {
  const [shell] = readArguments(argv, options, { name: 'The shell', least: 1, most: 1 }).positionals
  const write = Object.hasOwn(shells, shell!) ? shells[shell!] : undefined
  if (!write) throw new UsageError(`"${shell}" is no shell that is known: ${Object.keys(shells).join(', ')}.`)
  const entries = await Promise.all(
    Object.entries(commands).map(async ([name, { summary, load }]): Promise<Entry> => {
      const { options: given = {}, choices } = await load()
      const taken: Options = typeof given === 'function' ? await given() : given
      return {
        name,
        summary,
        options: [...Object.keys(taken), 'help'],
        choices: choices ? await choices() : {},
      }
    }),
  )
  const names = { '': Object.keys(commands) }
  entries.push({ name: 'help', summary: 'Say how a command is used', options: [], choices: names })
  process.stdout.write(write(entries))
}

const dashed = ({ options }: Entry) => options.map((name) => `--${name}`).join(' ')
const quoted = (text: string) => `'${text.replaceAll("'", "'\\''")}'`
/** By command and option, as `import --format`; by command alone what stands without an option. */
const choicesOf = (entries: Entry[]) =>
  entries.flatMap(({ name, choices }) =>
    Object.entries(choices).map(([option, words]) => ({ name, option, words: words.join(' ') })),
  )
const cases = (entries: Entry[], write: (words: string) => string) =>
  choicesOf(entries)
    .map(({ name, option, words }) => `    '${name} ${option && `--${option}`}') ${write(words)} ;;`)
    .join('\n')

const shells: Record<string, (entries: Entry[]) => string> = {
  bash: (entries) => `_offprint() {
  local word=\${COMP_WORDS[COMP_CWORD]} before=\${COMP_WORDS[COMP_CWORD-1]} options= choices=
  COMPREPLY=()
  if [ "$COMP_CWORD" -eq 1 ]; then
    COMPREPLY=($(compgen -W ${quoted(entries.map(({ name }) => name).join(' '))} -- "$word"))
    return
  fi
  case \${COMP_WORDS[1]} in
${entries.map((entry) => `    ${entry.name}) options=${quoted(dashed(entry))} ;;`).join('\n')}
  esac
  case $before in -*) ;; *) before= ;; esac
  case "\${COMP_WORDS[1]} $before" in
${cases(entries, (words) => `choices=${quoted(words)}`)}
  esac
  case $word in
    -*) COMPREPLY=($(compgen -W "$options" -- "$word")) ;;
    *)
      COMPREPLY=($(compgen -W "$choices" -- "$word"))
      if [ -z "$before" ] || [ -z "$choices" ]; then COMPREPLY+=($(compgen -f -- "$word")); fi ;;
  esac
}
complete -o filenames -F _offprint offprint
`,
  zsh: (entries) => `#compdef offprint
_offprint() {
  if (( CURRENT == 2 )); then
    local -a names=(${entries.map(({ name, summary }) => quoted(`${name}:${summary}`)).join(' ')})
    _describe command names
    return
  fi
  local -a options choices
  local before=''
  [[ $words[CURRENT-1] == -* ]] && before=$words[CURRENT-1]
  case $words[2] in
${entries.map((entry) => `    ${entry.name}) options=(${dashed(entry)}) ;;`).join('\n')}
  esac
  case "$words[2] $before" in
${cases(entries, (words) => `choices=(${words})`)}
  esac
  if [[ $PREFIX == -* ]]; then compadd -- $options
  elif (( $#choices )); then compadd -- $choices; [[ -n $before ]] || _files
  else _files; fi
}
if [[ $funcstack[1] == _offprint ]]; then _offprint "$@"; else compdef _offprint offprint; fi
`,
  fish: (entries) =>
    entries
      .flatMap(({ name, summary, options, choices }) => [
        `complete -c offprint -n __fish_use_subcommand -a ${name} -d ${quoted(summary)}`,
        ...options.map((option) => {
          const words = choices[option]
          return `complete -c offprint -n '__fish_seen_subcommand_from ${name}' -l ${option}${words ? ` -x -a ${quoted(words.join(' '))}` : ''}`
        }),
        ...(choices['']
          ? [
              `complete -c offprint -n '__fish_seen_subcommand_from ${name}' -a ${quoted(choices[''].join(' '))}`,
            ]
          : []),
      ])
      .join('\n')
      .concat('\n'),
}
