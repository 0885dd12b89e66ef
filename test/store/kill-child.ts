import { writeSync } from 'node:fs';
import { commitBatch } from '../../src/platform/store/ingest.ts';
import { openStore } from '../../src/platform/store/open.ts';
import { article, batchOf, source } from './world.ts';

/** Ingests batch after batch from number `first` on and says each one's number once it is committed. */
const [dataDir = '', first = '0', rows = '20'] = process.argv.slice(2);
const store = await openStore({ dataDir });
const echo = source('L’Écho');
for (let number = Number(first); ; number += 1) {
  const said = Array.from({ length: Number(rows) }, (_, index) =>
    article(`https://echo.example/${number}/${index}`, `Lot ${number}`, 'Un texte de ce lot', null),
  );
  const at = new Date(Date.UTC(2026, 0, 1) + number * 60_000).toISOString();
  await commitBatch(store, batchOf(echo, at, said, { cursor: { batch: number } }));
  // Synchronous, so that what is said was surely said before the kill.
  writeSync(1, `${number}\n`);
}
