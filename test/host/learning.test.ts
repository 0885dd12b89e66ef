import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterEach, expect, it } from 'vitest';
import { localHouse } from '../../src/app/host/local-house.ts';
import { settingsSchema } from '../../src/domain/settings/settings.ts';
import { settableClock } from '../../src/platform/clock.ts';
import { openStore } from '../../src/platform/store/open.ts';

let dataDir = '';
afterEach(() => rmSync(dataDir, { recursive: true, force: true }));

it('what could not be learnt from an answer is in the log, and the answer stands', async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'vigie-learning-'));
  const clock = settableClock('2026-07-13T05:02:00.000Z');
  const firm = { name: 'Menuiserie Kerlann', trade: 'joinery', establishments: [{ town: 'Vannes' }] };
  const settings = settingsSchema.parse({ firm });
  const store = await openStore({ dataDir });
  const house = localHouse({ store, settings, settingsDir: dataDir, clock });
  await sql`drop table stage_state`.execute(store.db);
  const answer = house.act({ mentionId: '42', verb: 'not-us', subject: 'firm' });
  await expect(answer).resolves.toMatch(/^[0-9a-f-]{36}$/);
  await house.close();
  const lines = readFileSync(join(dataDir, 'vigie.log'), 'utf8').trim().split('\n');
  expect(lines.map(line => JSON.parse(line) as object)).toMatchObject([
    { event: 'learning-failed', detail: expect.stringContaining('stage_state') },
  ]);
});
