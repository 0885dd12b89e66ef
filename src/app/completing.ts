import { commands } from '../generated/commands.ts';
import { GLOBAL_OPTIONS } from './arguments.ts';

export const SHELLS = ['bash', 'zsh', 'fish', 'powershell'] as const;
export type Shell = (typeof SHELLS)[number];

type Word = {
  readonly name: string;
  readonly about: string;
  readonly options: readonly string[];
  readonly values: readonly string[];
};

/** A script that completes commands, their options and the words of their usage (`on|off|status`). */
export async function completionScript(shell: Shell, language: 'fr' | 'en'): Promise<string> {
  const words: Word[] = await Promise.all(
    Object.entries(commands).map(async ([name, load]) => {
      const command = await load();
      const options = Object.keys(command.options).map(option => `--${option}`);
      // Neither quotes nor signs that a shell would read: summaries are ours, apostrophes are typographic.
      const about = command.summary[language].replace(/['"`$\\:[\]]/g, ' ');
      return { name, about, options, values: valuesIn(command.usage, name) };
    }),
  );
  const globals = Object.keys(GLOBAL_OPTIONS).map(option => `--${option}`);
  return { bash, zsh, fish, powershell }[shell](words, globals);
}

/** `autostart on|off|status` → on, off, status; `inspect feed|page`; `[file|-]` names no word. */
function valuesIn(usage: string, name: string): string[] {
  const rest = usage.slice(name.length);
  const group = /^ \[?([a-z]+(?:\|[a-z]+)+)\]?/.exec(rest)?.[1];
  return group?.split('|').filter(word => word !== 'file') ?? [];
}

function bash(words: readonly Word[], globals: readonly string[]): string {
  const cases = words.map(
    ({ name, options, values }) => `    ${name}) words="${[...values, ...options].join(' ')}" ;;`,
  );
  return `# vigie completion bash > ~/.local/share/bash-completion/completions/vigie
_vigie() {
  local current="\${COMP_WORDS[COMP_CWORD]}" words=""
  if [ "$COMP_CWORD" -eq 1 ]; then
    COMPREPLY=( $(compgen -W "${[...words.map(({ name }) => name), ...globals].join(' ')}" -- "$current") )
    return
  fi
  case "\${COMP_WORDS[1]}" in
${cases.join('\n')}
    *) words="" ;;
  esac
  COMPREPLY=( $(compgen -W "$words ${globals.join(' ')}" -- "$current") )
}
complete -o default -F _vigie vigie
`;
}

function zsh(words: readonly Word[], globals: readonly string[]): string {
  const named = words.map(({ name, about }) => `    '${name}:${about}'`);
  const cases = words.map(
    ({ name, options, values }) =>
      `      ${name}) compadd -- ${[...values, ...options, ...globals].join(' ')} ;;`,
  );
  return `#compdef vigie
# vigie completion zsh > "\${fpath[1]}/_vigie"
_vigie() {
  local -a named
  named=(
${named.join('\n')}
  )
  if (( CURRENT == 2 )); then
    _describe command named
    compadd -- ${globals.join(' ')}
  else
    case "$words[2]" in
${cases.join('\n')}
    esac
    _files
  fi
}
if [ "$funcstack[1]" = "_vigie" ]; then _vigie "$@"; else compdef _vigie vigie; fi
`;
}

function fish(words: readonly Word[], globals: readonly string[]): string {
  const lines = words.flatMap(({ name, about, options, values }) => [
    `complete -c vigie -n __fish_use_subcommand -a ${name} -d '${about}'`,
    ...values.map(value => `complete -c vigie -n '__fish_seen_subcommand_from ${name}' -a ${value}`),
    ...options.map(
      option => `complete -c vigie -n '__fish_seen_subcommand_from ${name}' -l ${option.slice(2)}`,
    ),
  ]);
  const common = globals.map(option => `complete -c vigie -l ${option.slice(2)}`);
  return `# vigie completion fish > ~/.config/fish/completions/vigie.fish\n${[...lines, ...common].join('\n')}\n`;
}

function powershell(words: readonly Word[], globals: readonly string[]): string {
  const list = (items: readonly string[]) => items.map(item => `'${item}'`).join(', ');
  const cases = words.map(
    ({ name, options, values }) => `    '${name}' = @(${list([...values, ...options])})`,
  );
  return `# vigie completion powershell >> $PROFILE
Register-ArgumentCompleter -Native -CommandName vigie -ScriptBlock {
  param($word, $line)
  $named = @{
${cases.join('\n')}
  }
  $globals = @(${list(globals)})
  $typed = @($line.CommandElements | ForEach-Object { $_.ToString() })
  $isFirst = $typed.Count -lt 2 -or ($typed.Count -eq 2 -and $word)
  $offered = if ($isFirst) { @($named.Keys) + $globals } else { @($named[$typed[1]]) + $globals }
  $offered | Where-Object { $_ -and $_ -like "$word*" } | Sort-Object |
    ForEach-Object { [System.Management.Automation.CompletionResult]::new($_) }
}
`;
}
