import { PassThrough } from 'node:stream';
import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { openAsking } from '../../src/app/setup/asking.ts';

const REVIEWS = 'Soizic M\n★★★★★\nTrès bien.\n\nYann L\n★\nDeux lignes,\n\nune vide entre elles.';

/** What is pasted at once, then what is pressed after a breath. */
async function pasted(pressed: string): Promise<string | null | 'still waiting'> {
  const stdin = Object.assign(new PassThrough(), { isTTY: true as const });
  const asking = openAsking({ stdin, stderr: new PassThrough() });
  try {
    const paste = asking.paste('Collez ici.');
    stdin.write(`${REVIEWS}\n`);
    await wait(500);
    stdin.write(pressed);
    return await Promise.race([paste, wait(3_000, 'still waiting' as const)]);
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
    expect(await pasted('\n\nEncore une.\n')).toBe('still waiting');
  });
});
