import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pageSignature } from '../../../pipelines/changes/signature.ts';
import { learner } from '../../../src/app/processing/learner.ts';
import { retag } from '../../../src/app/processing/retag.ts';
import { tagPending } from '../../../src/app/processing/tag-pending.ts';
import { taught } from '../../../src/app/processing/taught.ts';
import type { Tone } from '../../../src/domain/annotation.ts';
import type { Act } from '../../../src/domain/house.ts';
import { settingsSchema } from '../../../src/domain/settings/settings.ts';
import { settableClock } from '../../../src/platform/clock.ts';
import { saveAction, undoAction } from '../../../src/platform/store/actions.ts';
import { showSaidTones } from '../../../src/platform/store/answer-before.ts';
import { actOnce } from '../../../src/platform/store/answered.ts';
import { commitBatch } from '../../../src/platform/store/ingest.ts';
import { openStore, type Store } from '../../../src/platform/store/open.ts';
import { article, batchOf, review, source } from '../../store/world.ts';

const settings = settingsSchema.parse({
  firm: { name: 'Menuiserie Kerlann', trade: 'joinery', establishments: [{ town: 'Vannes' }] },
});
const clock = settableClock('2026-07-13T05:02:00.000Z');
const AT = '2026-07-08T08:00:00.000Z';
const GLOOMY = 'La menuiserie Kerlann, à Vannes : accueil glacial, travail bâclé, je suis très déçu.';
const ids = new Map<string, string>();
let store: Store;

beforeAll(async () => {
  store = await openStore({ dataDir: ':memory:' });
  const reviews = [
    review('g1', 5, 'Belle pose, merci à toute l’équipe de Kerlann.', AT),
    review('g2', 1, 'Deux mois de retard et personne au téléphone.', AT),
    review('g3', 3, 'Travail correct, un peu cher tout de même.', AT),
  ];
  const said = [
    article('https://echo.example/a', 'Chez Kerlann', GLOOMY, AT),
    article('https://echo.example/b', 'À Vannes', 'La menuiserie Kerlann ouvre le samedi matin.', AT),
  ];
  await commitBatch(store, batchOf(source('Google'), AT, reviews), pageSignature);
  await commitBatch(store, batchOf(source('Echo'), AT, said), pageSignature);
  await tagPending(store, settings, { clock });
  const rows = await store.db.selectFrom('mention').select(['id', 'text']).execute();
  for (const row of rows) ids.set(row.text, row.id);
});
afterAll(() => store.close());

const idOf = (text: string): string => ids.get(text) ?? '';

/** All that the stages say of all texts. */
function rows() {
  return store.db
    .selectFrom('annotation')
    .selectAll()
    .orderBy('mention_id')
    .orderBy('stage')
    .orderBy('item')
    .execute();
}

async function toneOf(text: string) {
  return store.db
    .selectFrom('annotation')
    .select(['label', 'score', 'confidence', 'abstain', 'because'])
    .where('mention_id', '=', idOf(text))
    .where('stage', '=', 'sentiment')
    .executeTakeFirstOrThrow();
}

function say(text: string, tone: string): Promise<string> {
  return saveAction(store, { mentionId: idOf(text), verb: 'tone', subject: tone }, clock.now());
}

function kept() {
  return store.db
    .selectFrom('answer_before')
    .select(['stage', 'item', 'label', 'abstain', 'moved'])
    .orderBy('action_id')
    .execute();
}

describe('a tone that the owner says', () => {
  it('is hers at once, is learnt from, survives being tagged again, and goes back whole when undone', async () => {
    const before = await rows();
    const act: Act = { mentionId: idOf(GLOOMY), verb: 'tone', subject: 'mixed' };
    const actionId = await saveAction(store, act, clock.now());
    expect(await toneOf(GLOOMY)).toMatchObject({ label: 'mixed', score: 0, confidence: 1, abstain: false });
    expect(await kept()).toMatchObject([{ stage: 'sentiment', item: '', label: 'negative', moved: null }]);
    let moved = Promise.withResolvers<number>();
    const lessons = learner(store, settings, clock, (_, count) => moved.resolve(count), moved.reject);
    lessons.answered(act);
    expect(await moved.promise).toBe(1);
    // Tagged again by now: the stages know of it.
    expect(await toneOf(GLOOMY)).toMatchObject({ label: 'mixed', confidence: 1 });
    expect(await kept()).toMatchObject([{ label: 'negative', moved: 1 }]);
    await undoAction(store, actionId, clock.now());
    expect((await toneOf(GLOOMY)).label).toBe('negative');
    moved = Promise.withResolvers<number>();
    await lessons.undone(actionId);
    await moved.promise;
    await lessons.close();
    expect(await rows()).toEqual(before);
  });

  it('taken back leaves what an earlier answer had moved', async () => {
    const at = (minute: number) => `2026-07-13T05:1${minute}:00.000Z`;
    const act: Act = { mentionId: idOf(GLOOMY), verb: 'tone', subject: 'mixed' };
    const first = await saveAction(store, act, at(0));
    await store.db.updateTable('answer_before').set({ moved: 7 }).where('action_id', '=', first).execute();
    const second = await saveAction(store, { ...act, subject: 'positive' }, at(1));
    await undoAction(store, second, at(2));
    const weighed = Promise.withResolvers<number>();
    const lessons = learner(store, settings, clock, (_, count) => weighed.resolve(count), weighed.reject);
    await lessons.undone(second);
    await weighed.promise;
    await lessons.close();
    const moved = await store.db
      .selectFrom('answer_before')
      .select('moved')
      .where('action_id', '=', first)
      .executeTakeFirst();
    expect(moved).toEqual({ moved: 7 });
    await undoAction(store, first, at(3));
  });

  it('refuses a tone that is none, and stores nothing', async () => {
    const acts = () => store.db.selectFrom('action').select('id').execute();
    const before = await acts();
    await expect(say(GLOOMY, 'sad')).rejects.toMatchObject({ code: 'UsageInvalid' });
    expect(await acts()).toEqual(before);
  });

  it('said while its remark was being tagged is shown all the same', async () => {
    const vigies = await toneOf(GLOOMY);
    const actionId = await say(GLOOMY, 'positive');
    // The batch that was under way knew nothing of it.
    await store.db
      .updateTable('annotation')
      .set(vigies)
      .where('mention_id', '=', idOf(GLOOMY))
      .where('stage', '=', 'sentiment')
      .execute();
    await store.write(trx => showSaidTones(trx, store, [idOf(GLOOMY)]));
    expect((await toneOf(GLOOMY)).label).toBe('positive');
    await undoAction(store, actionId, clock.now());
    expect(await toneOf(GLOOMY)).toEqual(vigies);
  });

  it('said twice, the second time while its remark was being tagged, is the second', async () => {
    const vigies = await toneOf(GLOOMY);
    const first = await say(GLOOMY, 'positive');
    const hers = await toneOf(GLOOMY);
    clock.set('2026-07-13T05:02:01.000Z');
    const second = await say(GLOOMY, 'mixed');
    // The batch that was under way knew of the first alone.
    await store.db
      .updateTable('annotation')
      .set(hers)
      .where('mention_id', '=', idOf(GLOOMY))
      .where('stage', '=', 'sentiment')
      .execute();
    await store.write(trx => showSaidTones(trx, store, [idOf(GLOOMY)]));
    expect((await toneOf(GLOOMY)).label).toBe('mixed');
    await undoAction(store, second, clock.now());
    await undoAction(store, first, clock.now());
    expect(await toneOf(GLOOMY)).toEqual(vigies);
  });

  it('said before its remark was tagged goes back to what she says still, then waits to be read again', async () => {
    const early = await openStore({ dataDir: ':memory:' });
    const texts = [review('g1', 5, 'Belle pose, merci à toute l’équipe de Kerlann.', AT)];
    await commitBatch(early, batchOf(source('Google'), AT, texts), pageSignature);
    const { id: mentionId } = await early.db.selectFrom('mention').select('id').executeTakeFirstOrThrow();
    const tell = (tone: Tone, at: string) =>
      saveAction(early, { mentionId, verb: 'tone', subject: tone }, at);
    const first = await tell('mixed', '2026-07-13T05:02:00.000Z');
    await tagPending(early, settings, { clock });
    const second = await tell('negative', '2026-07-13T05:03:00.000Z');
    const tone = () =>
      early.db
        .selectFrom('annotation')
        .select(['label', 'version'])
        .where('stage', '=', 'sentiment')
        .executeTakeFirst();
    expect(await tone()).toMatchObject({ label: 'negative' });
    await undoAction(early, second, '2026-07-13T05:04:00.000Z');
    expect(await tone()).toMatchObject({ label: 'mixed' });
    await undoAction(early, first, '2026-07-13T05:05:00.000Z');
    expect(await tone()).toMatchObject({ version: 0 });
    await retag(early, settings, { clock, all: false });
    expect(await tone()).toMatchObject({ label: 'positive' });
    await early.close();
  });

  it('keeps what vigie had said of whom it is about too, also when said by mail', async () => {
    const act: Act = { mentionId: idOf(GLOOMY), verb: 'not-us', subject: 'firm' };
    expect(await actOnce(store, 'key', act, clock.now())).toBe(true);
    const [row] = await store.db
      .selectFrom('answer_before')
      .selectAll()
      .where('stage', '=', 'relevance')
      .execute();
    expect(row).toMatchObject({ item: 'firm', label: 'kept', abstain: false });
    await undoAction(store, row?.action_id ?? '', clock.now());
  });

  it('in any order said and undone, what stands last is shown and learnt; nothing is left of the rest', async () => {
    const texts = [...ids.keys()];
    const before = { rows: await rows(), taught: await taught(store, settings) };
    const tone = fc.constantFrom<Tone>('positive', 'neutral', 'negative', 'mixed');
    const step = fc.oneof(
      fc.record({ do: fc.constant('say'), on: fc.nat({ max: texts.length - 1 }), tone }),
      fc.record({ do: fc.constant('undo'), which: fc.nat() }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 8 }), async steps => {
        const standing: { id: string; text: string; tone: Tone }[] = [];
        let at = Date.parse(clock.now());
        const next = () => {
          at += 1000;
          return new Date(at).toISOString();
        };
        const undo = async (which: number) => {
          const [one] = standing.splice(which % Math.max(1, standing.length), 1);
          if (one) await undoAction(store, one.id, next());
        };
        for (const one of steps) {
          if ('which' in one) await undo(one.which);
          else {
            const text = texts[one.on] ?? '';
            const act: Act = { mentionId: idOf(text), verb: 'tone', subject: one.tone };
            const id = await saveAction(store, act, next());
            standing.push({ id, text, tone: one.tone });
          }
          const last = new Map(standing.map(({ text, tone: said }) => [text, said]));
          for (const [text, said] of last) expect((await toneOf(text)).label).toBe(said);
          const lessons = (await taught(store, settings)).toned.filter(({ tone: said }) => said !== null);
          expect(new Map(lessons.map(({ item, tone: said }) => [item.text, said]))).toEqual(last);
        }
        while (standing.length > 0) await undo(steps.length);
        expect({ rows: await rows(), taught: await taught(store, settings) }).toEqual(before);
      }),
      { numRuns: 12 },
    );
  });
});
