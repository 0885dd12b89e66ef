import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { openHouse } from '../../src/app/host/open-house.ts';
import { settingsSchema } from '../../src/domain/settings/settings.ts';
import { settableClock } from '../../src/platform/clock.ts';

/** A host in a process of its own, as DuckDB's lock wants it: says "ready", leaves at the first byte it is given. */
const [dataDir = '', settingsFile = ''] = process.argv.slice(2);
const house = await openHouse({
  settings: settingsSchema.parse(JSON.parse(readFileSync(settingsFile, 'utf8'))),
  settingsDir: dataDir,
  dataDir,
  clock: settableClock('2026-07-13T05:02:00.000Z'),
});
house.onChange(() => process.stdout.write('change\n'));
process.stdout.write('ready\n');
await once(process.stdin, 'data');
process.stdin.destroy();
await house.close();
