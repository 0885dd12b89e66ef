import { afterEach, beforeEach, expect, test } from 'vitest';
import { sendingTroubles } from '../../dashboards/view-models/sending.ts';
import type { Channels } from '../../queries/channels.ts';
import { answerOf } from '../../src/app/host/answer-of.ts';
import { settingsSchema } from '../../src/domain/settings/settings.ts';
import { loadCatalogue } from '../../src/platform/catalogue-file.ts';
import { noteMail } from '../../src/platform/store/answered.ts';
import { openStore, type Store } from '../../src/platform/store/open.ts';
import { openOutbox } from '../../src/platform/store/outbox.ts';

const settings = settingsSchema.parse({
  firm: { name: 'Menuiserie Kerlann', trade: 'joinery', establishments: [{ town: 'Vannes' }] },
});
const context = { catalogue: loadCatalogue('fr'), timezone: settings.timezone };
const at = (hour: number) => `2026-07-13T0${hour}:00:00.000Z`;

let store: Store;
beforeEach(async () => {
  store = await openStore({ dataDir: ':memory:', brandId: 'kerlann' });
});
afterEach(() => store.close());

const health = async () =>
  (await answerOf({ store, settings, clock: { now: () => at(9) } }, 'channels', {})) as Channels;
const told = async (inUse: readonly string[]) =>
  sendingTroubles(context, await health(), inUse).map(words => words.replaceAll(/[\u00a0\u202f]/g, ' '));

async function tried(channel: string, hour: number, status: 'sent' | 'refused'): Promise<void> {
  const outbox = openOutbox(store);
  const id = await outbox.note(`test:${channel}:${hour}`, at(hour));
  await outbox.begin({ id }, channel, at(hour));
  const error =
    status === 'sent' ? null : { code: 'DeliveryRefused' as const, params: { provider: 'Orange' } };
  const ending = { status, at: at(hour), tries: 1, nextAt: null, error, receipt: null };
  await outbox.end({ id, incidentIds: [] }, channel, ending);
}

test('a channel that refuses is told; once mended, or out of the settings, it is not', async () => {
  await tried('email:old', 6, 'refused');
  expect(await told(['email'])).toEqual([
    'Le message n’est pas parti : Orange refuse le mot de passe ou l’adresse. Il est gardé. Vérifiez-les dans les réglages, puis vigie alerts test.',
  ]);
  expect(await told(['ntfy'])).toEqual([]);
  await tried('email:new', 7, 'sent');
  expect(await told(['email'])).toEqual([]);
});

test('that she asked for no more letters is told with the way back, until she asks for one', async () => {
  expect(await told([])).toEqual([]);
  await noteMail(store, { key: '<stop@mail.example>', verb: 'stop', at: at(6) }, async () => {});
  expect(await told([])).toEqual([
    'Vous ne recevez plus de lettre, à votre demande, depuis lundi 13 juillet. Les sites sont lus comme avant. Pour la recevoir de nouveau : vigie letter --send',
  ]);
  await openOutbox(store).note('letter:2026-07-06:2026-07-12', at(7));
  expect(await told([])).toEqual([]);
});
