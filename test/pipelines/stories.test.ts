import { describe, expect, it } from 'vitest';
import { makeStages } from '../../pipelines/main.ts';
import { learnRelevance } from '../../pipelines/relevance/stage.ts';
import { runStages } from '../../pipelines/run.ts';
import type { Item } from '../../src/domain/stage.ts';
import { data, KERLANN, remark, said, stars } from './world.ts';

describe('stories', () => {
  const article = (title: string, text: string, url: string, day = '2026-07-08') =>
    remark(text, { title, url, form: 'article', publishedAt: `${day}T08:00:00.000Z` });

  it('groups an article carried by three papers, whatever was rewritten', async () => {
    const all = await said([
      article(
        'Deux apprentis chez Kerlann',
        'La menuiserie vannetaise Kerlann accueille deux apprentis à la rentrée.',
        'https://a.example/1',
      ),
      article(
        'Vannes : deux apprentis chez Kerlann',
        'Kerlann accueille deux apprentis.',
        'https://b.example/2',
      ),
      article(
        'Emploi',
        'La menuiserie vannetaise Kerlann accueille deux apprentis dès la rentrée prochaine.',
        'https://c.example/3',
      ),
      article(
        'Kerlann agrandit son atelier de Vannes',
        'Un bâtiment de 400 m² sortira de terre.',
        'https://a.example/4',
      ),
    ]);
    const stories = all.map(one => one.find(annotation => annotation.stage === 'stories'));
    expect(new Set(stories.slice(0, 3).map(one => one?.label)).size).toBe(1);
    expect(stories[0]?.score).toBe(1);
    expect(stories[3]?.label).not.toBe(stories[0]?.label);
  });

  it('never takes two customers for one', async () => {
    const all = await said([
      remark('Très bon travail, je recommande.', { rating: stars(5), about: 'firm' }),
      remark('Très bon travail, je recommande.', { rating: stars(5), about: 'firm' }),
    ]);
    const [a, b] = all.map(one => one.find(annotation => annotation.stage === 'stories')?.label);
    expect(a).not.toBe(b);
  });

  const headline = 'Deux apprentis rejoignent un atelier de Vannes à la rentrée';
  const storyAnd = async (items: readonly Item[]) =>
    (await said(items)).map(all => [
      all.find(one => one.stage === 'stories')?.label,
      all.find(one => one.stage === 'priority')?.label,
    ]);

  it('loses no remark to a story about nobody of ours', async () => {
    const wire = article(headline, '', 'https://wire.example/1');
    const full = article(headline, 'La menuiserie Kerlann accueille deux jeunes.', 'https://a.example/1');
    const copy = article(headline, 'La menuiserie Kerlann accueille deux jeunes.', 'https://b.example/1');
    const again = article(headline, '', 'https://wire.example/2');
    expect(await storyAnd([wire, full, copy, again])).toEqual([
      [wire.id, 'none'],
      [full.id, 'can-wait'],
      [full.id, 'none'],
      [wire.id, 'none'],
    ]);
  });

  it('loses no remark on the firm to a story about a competitor, nor a sure one to an unsure', async () => {
    const rival = article(
      headline,
      'Ouvertures du Golfe, menuiserie, en accueille un.',
      'https://a.example/1',
    );
    const both = article(
      headline,
      'Ouvertures du Golfe, menuiserie, en accueille un, la menuiserie Kerlann un autre.',
      'https://b.example/1',
    );
    const unsure = remark('On m’a parlé de Kerlann hier.', { title: 'Bonjour à tous et à toutes ce matin' });
    const sure = remark('La menuiserie Kerlann, à Vannes, ma foi.', {
      title: 'Bonjour à tous et à toutes ce matin',
    });
    const stories = (await storyAnd([rival, both, unsure, sure])).map(([story]) => story);
    expect(stories).toEqual([rival.id, both.id, unsure.id, sure.id]);
  });

  it('gives the story to the next one when its first is said not to be us', async () => {
    const told = ['a', 'b', 'c'].map(host =>
      article(headline, 'La menuiserie Kerlann accueille deux jeunes.', `https://${host}.example/1`),
    );
    const [first, second] = told;
    if (!first || !second) throw new Error('three were made');
    const before = await runStages(makeStages(KERLANN, data(), {}), told);
    const notUs = learnRelevance(KERLANN, data(), [{ item: first, subject: 'firm', isUs: false }]);
    // Newest first: what was a copy is weighed before the first of its story is.
    const after = await runStages(makeStages(KERLANN, data(), before.states, { relevance: notUs }), [
      ...told.slice(1),
      first,
    ]);
    const storyOf = (run: typeof before) =>
      told.map(item => run.annotations.get(item.id)?.find(one => one.stage === 'stories')?.label);
    expect(storyOf(before)).toEqual([first.id, first.id, first.id]);
    expect(storyOf(after)).toEqual([first.id, second.id, second.id]);
  });

  it('takes the same title a month later for another event', async () => {
    const all = await said([
      article('Portes ouvertes à la menuiserie Kerlann', '', 'https://a.example/5', '2026-05-01'),
      article('Portes ouvertes à la menuiserie Kerlann', '', 'https://b.example/6', '2026-07-01'),
    ]);
    const [a, b] = all.map(one => one.find(annotation => annotation.stage === 'stories')?.label);
    expect(a).not.toBe(b);
  });
});
