import { PassThrough } from 'node:stream';
import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { openAsking } from '../../src/app/setup/asking.ts';
import { typed } from './keyboard.ts';

const REVIEWS = 'Soizic M\n★★★★★\nTrès bien.\n\nYann L\n★\nDeux lignes,\n\nune vide entre elles.';

/** What is pasted at once, then what is pressed after a breath. @param over tells that it will not end any more */
async function pasted(
  pressed: string,
  over: Promise<string> = new Promise(() => undefined),
): Promise<string | null> {
  const stdin = Object.assign(new PassThrough(), { isTTY: true as const });
  const asking = openAsking({ stdin, stderr: new PassThrough() });
  try {
    const paste = asking.paste('Collez ici.');
    await typed(stdin, `${REVIEWS}\n`);
    stdin.write(pressed);
    return await Promise.race([paste, over]);
  } finally {
    asking.close();
  }
}

describe('a paste', () => {
  it('ends on an empty line, pressed once or twice, and holds its own empty lines', async () => {
    expect(await Promise.all([pasted('\n'), pasted('\n\n'), pasted('\n\n\n')])).toEqual([
      REVIEWS,
      REVIEWS,
      REVIEWS,
    ]);
  });

  it('goes on where a slow line brings more after an empty one', async () => {
    // Five times as long as it would wait for a straggler.
    const over = wait(1_500, 'still waiting');
    expect(await pasted('\n\nEncore une.\n', over)).toBe('still waiting');
  });
});
