import { describe, expect, test } from 'vitest';
import { commandHelp, optionWords } from '../../src/app/help.ts';
import { commands } from '../../src/generated/commands.ts';
import { loadCatalogue } from '../../src/platform/catalogue-file.ts';

describe.each(['fr', 'en'] as const)('vigie help <command> in %s', language => {
  const catalogue = loadCatalogue(language);
  test('says what every option of every command does', async () => {
    for (const [name, load] of Object.entries(commands)) {
      const command = await load();
      const wordless = Object.keys(command.options).filter(
        one => optionWords(catalogue, command, one) === '',
      );
      expect(wordless, name).toEqual([]);
    }
  });
  test('one option a line, its words behind it', async () => {
    const help = commandHelp(catalogue, await commands.letter!());
    expect(help).toMatch(
      language === 'fr' ? /^ {2}--md {6}L’écrit en Markdown$/m : /^ {2}--md {6}Writes it as Markdown$/m,
    );
  });
});
