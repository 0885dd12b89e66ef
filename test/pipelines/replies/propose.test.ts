import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { Owner } from '../../../pipelines/replies/compose.ts';
import { proposalFor } from '../../../pipelines/replies/propose.ts';
import { replyReader } from '../../../pipelines/replies/reader.ts';
import { earlierWordings, faultsOf } from '../../../pipelines/replies/rules.ts';
import { toneModel } from '../../../pipelines/sentiment/model.ts';
import { loadData } from '../../../src/platform/data-files.ts';
import { loadReplyWords } from '../../../src/platform/replies-file.ts';
import { REVIEWS, review } from './reviews.ts';

const owner: Owner = {
  language: 'fr',
  trade: 'joinery',
  facts: ['chambres côté cour', 'pain au levain'],
  signature: 'Yves, gérant',
  contact: 'demandez-moi à l’atelier\u202f; l’adresse est sur notre site',
  hasSite: true,
};
const data = loadData('joinery');
const reader = replyReader(loadReplyWords(), toneModel(data), [
  ...data.pack.urgent.fr,
  ...data.pack.urgent.en,
]);
const propose = (text: string, stars: number, change: Partial<Owner> = {}, language = 'fr') =>
  proposalFor(review('77', text, stars), language, [], { ...owner, ...change }, reader);
const draft = (...asked: Parameters<typeof propose>) => {
  const proposal = propose(...asked);
  if (proposal.kind !== 'draft') throw new Error(`no draft: ${JSON.stringify(proposal)}`);
  return proposal;
};

/** Drafts one after the other, each knowing those before it; the rules that any of them breaks. */
function brokenIn(reviews: readonly (readonly [string, number])[], language: string): string[] {
  const earlier: string[] = [];
  return reviews.flatMap(([text, stars], index) => {
    const proposal = proposalFor(review(String(index * 7919), text, stars), language, earlier, owner, reader);
    if (proposal.kind !== 'draft') return [];
    const body = proposal.text.slice(0, -' Yves, gérant'.length);
    const faults = faultsOf({ body, text: proposal.text }, text, earlierWordings(earlier));
    earlier.unshift(proposal.text);
    return faults.map(fault => `${fault}: ${text.slice(0, 60)} → ${proposal.text}`);
  });
}

describe('a proposed reply', () => {
  it('keeps every rule, review after review', () => {
    expect(brokenIn(REVIEWS.fr, 'fr')).toEqual([]);
    expect(brokenIn(REVIEWS.en, 'en')).toEqual([]);
  });

  it('takes up what she tells of in her words, and thanks for what she praises', () => {
    const { text, unfinished } = draft(REVIEWS.fr[0]![0], 1);
    expect(text).toMatch(/messages/);
    expect(text).toMatch(/appel/);
    expect(text).toMatch(/mots? sur les fenêtres/);
    expect(text).toContain('chantier');
    expect(text).toContain('à l’atelier');
    expect(text.endsWith('Yves, gérant')).toBe(true);
    expect(unfinished).toBe(true);
  });

  it('is the same each time it is asked for', () => {
    expect(draft('Personne ne rappelle.', 1)).toEqual(draft('Personne ne rappelle.', 1));
  });

  it('never thanks for what is blamed', () => {
    expect(draft('Personnel peu compétent, plats fades.', 1).text).not.toMatch(/sur l’équipe|sur la cuisine/);
  });

  it('says a fact of hers where it bears on the matter, word for word, and only in her own language', () => {
    expect(draft('Chambre bruyante, impossible de dormir.', 2).text).toContain('chambres côté cour');
    expect(draft('Personne ne rappelle.', 1).text).not.toContain('chambres côté cour');
    expect(draft('Noisy room, no sleep.', 2, {}, 'en').text).not.toContain('chambres côté cour');
  });

  it('is in the reviewer’s language with the owner’s beside it', () => {
    const { text, beside, language } = draft('Left three messages, nobody called back.', 1, {}, 'en');
    expect(language).toBe('en');
    expect(text).toContain('messages');
    expect(text).not.toContain('l’atelier');
    expect(beside).toMatch(/^Bonjour, .*messages/);
    expect(draft('Personne ne rappelle.', 1).beside).toBeNull();
  });

  it('leaves a bracket where she has not said how she signs', () => {
    const { text, unfinished } = draft('Parfait, belle pose.', 5, { signature: '' });
    expect(text).toContain('[Votre prénom et votre fonction]');
    expect(unfinished).toBe(true);
    expect(draft('Parfait, belle pose.', 5).unfinished).toBe(false);
  });

  it('is not made of a rating without text, an answered review, another language or what is no review', () => {
    expect(propose('', 1)).toEqual({ kind: 'none', reason: 'no-text' });
    expect(propose('★ !!', 1)).toEqual({ kind: 'none', reason: 'no-text' });
    expect(propose('Mucho ruido.', 1, {}, 'es')).toEqual({ kind: 'none', reason: 'language' });
    const answered = review('1', 'Personne ne rappelle.', 1, { replied: true });
    expect(proposalFor(answered, 'fr', [], owner, reader)).toEqual({ kind: 'none', reason: 'replied' });
    const talk = review('1', 'Qui connaît Kerlann ?', 1, { kind: 'mention' });
    expect(proposalFor(talk, 'fr', [], owner, reader)).toEqual({ kind: 'none', reason: 'not-a-review' });
  });

  it.each([
    ['food', 'Du plastique dans un pain, ma fille a été malade.'],
    ['hygiene', 'PUNAISES de lit dans la chambre'],
    ['safety', 'Un volet est tombé, un passant a été blessé.'],
    ['urgent', 'Acompte versé, plus de nouvelles.'],
    ['discrimination', 'Propos racistes à l’accueil.'],
    ['police', 'Je vais porter plainte.'],
    ['lawyer', 'Mon avocat vous écrira.'],
    ['press', 'Un journaliste suit l’affaire.'],
  ])('gives the facts to check instead on %s: %s', (matter, text) => {
    const proposal = propose(text, 1);
    expect(proposal).toMatchObject({ kind: 'checklist', matter });
    expect(proposal.kind === 'checklist' && proposal.steps.length).toBe(3);
  });

  it('reads a trade’s own urgent words as what they mean there', () => {
    const baker = replyReader(loadReplyWords(), toneModel(data), loadData('bakery').pack.urgent.fr);
    const ask = (trade: string) =>
      proposalFor(review('7', 'Un bout de plastique, merci bien.', 1), 'fr', [], { ...owner, trade }, baker);
    expect(ask('bakery')).toMatchObject({ kind: 'checklist', matter: 'food' });
    expect(ask('joinery')).toMatchObject({ kind: 'checklist', matter: 'urgent' });
  });

  it('is made all the same of turns that only look like such a matter', () => {
    expect(draft('Salade avocat crevettes fade.', 2).kind).toBe('draft');
    expect(draft('Bien, ce n’est pas volé.', 3).kind).toBe('draft');
    expect(draft('Sick of waiting for a call.', 2, {}, 'en').kind).toBe('draft');
  });
});

const corpora = process.env.VIGIE_CORPORA ?? resolve(import.meta.dirname, '../../../../shared/corpora');
const labelled = join(corpora, 'sentiment', 'eval_fr.jsonl.gz');

describe('on real reviews', () => {
  it('keeps every rule over 400 unhappy ones', context => {
    if (!existsSync(labelled)) return context.skip('skipped: corpora not found');
    const rows = gunzipSync(readFileSync(labelled)).toString().trim().split('\n');
    const unhappy = rows
      .map(row => JSON.parse(row) as { text: string; star?: number })
      .filter(({ star, text }) => star !== undefined && star <= 3 && text.length > 30);
    const some = unhappy.filter((_row, index) => index % Math.ceil(unhappy.length / 400) === 0);
    expect(some.length).toBeGreaterThan(300);
    expect(
      brokenIn(
        some.map(({ text, star }) => [text, star ?? 1] as const),
        'fr',
      ),
    ).toEqual([]);
  });
});
