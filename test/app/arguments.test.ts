import { describe, expect, test } from 'vitest';
import { commandName, parseArguments } from '../../src/app/arguments.ts';
import { commands } from '../../src/generated/commands.ts';

const ID = '-971029179426563502';

async function parsed(...argv: string[]) {
  const { positionals, values } = parseArguments(argv, await commands[argv[0]!]!(), {});
  return { positionals, values: { ...values } };
}

describe('ids of remarks that begin with a minus are words, in their place', () => {
  test.each([
    { argv: ['accuracy', ID, 'favorable'], words: [ID, 'favorable'] },
    { argv: ['accuracy', '--json', ID, 'oui'], words: [ID, 'oui'] },
    { argv: ['accuracy', '--', ID, 'oui'], words: [ID, 'oui'] },
    { argv: ['reply', ID, '--keep', 'ma-reponse.txt'], words: [ID] },
    { argv: ['reply', '--keep', '-', ID], words: [ID] },
    { argv: ['alerts', 'ack', '3fa1'], words: ['ack', '3fa1'] },
    { argv: ['sources', 'pause', '-12', 'Golfe'], words: ['pause', '-12', 'Golfe'] },
  ])('$argv', async ({ argv, words }) => {
    expect((await parsed(...argv)).positionals).toEqual(words);
  });

  test('also as the value of an option', async () => {
    expect(await parsed('accuracy', '--undo', ID)).toEqual({ positionals: [], values: { undo: ID } });
    expect(await parsed('alerts', 'test', '--channel', '-1', '--channel', 'mail')).toEqual({
      positionals: ['test'],
      values: { channel: ['-1', 'mail'] },
    });
    expect((await parsed('reply', ID, '--keep', '-')).values).toEqual({ keep: '-' });
  });

  test('alone it is a word that is no command, not an option passed over', () => {
    expect(commandName([ID])).toBe(ID);
    expect(commandName(['--config', 'a.yaml', 'accuracy', ID])).toBe('accuracy');
  });
});

test('a short option that does not exist is still told', async () => {
  await expect(parsed('accuracy', '-x')).rejects.toMatchObject({ params: { word: '-x' } });
});
