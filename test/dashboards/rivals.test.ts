import { describe, expect, test } from 'vitest';
import { differingPart, rivalsOf } from '../../dashboards/view-models/rivals.ts';
import { SCENARIO, scenarioContext } from './scenario.ts';

const fr = await scenarioContext('fr');
const plain = (text: string) => text.replaceAll('\u00a0', ' ').replaceAll('\u202f', ' ');

describe('rivals', () => {
  test('the part that changed, without what both say', () => {
    expect(differingPart('Volets : −10 %', 'Volets : −15 % jusqu’au 31')).toBe('−10\u00a0%');
    expect(differingPart('Remise −10 %', 'Remise −15 %')).toBe('−10\u00a0%');
    expect(differingPart('Ouvert du mardi au samedi', 'Ouvert du lundi au samedi')).toBe('mardi');
    expect(differingPart('Portes', 'Portes et fenêtres')).toBe('Portes');
  });
  test('a page that is not watched is not called quiet', () => {
    const unwatched = rivalsOf(fr, { changes: { changes: [], watched: [], unread: [] } });
    expect(unwatched.rest.map(plain)).toEqual(['Pas encore de page lue pour 4 concurrents.']);
    expect(
      rivalsOf({ ...fr, rivals: [] }, { changes: { changes: [], watched: [], unread: [] } }).rest,
    ).toEqual(['Aucun concurrent n’est suivi. Un nom suffit dans les réglages.']);
  });
  test('nothing is said to be quiet where a site does not answer', () => {
    const { watched } = SCENARIO.changes;
    const rest = (unread: readonly string[]) =>
      rivalsOf(fr, { changes: { changes: [], watched, unread } }).rest.map(plain);
    expect(rest(watched.slice(0, 1))).toEqual([
      'Rien de nouveau chez les trois autres.',
      'Ouvertures du Golfe : un site n’a pas répondu, du nouveau peut manquer.',
    ]);
    expect(rest(watched)).toEqual([
      'Des sites de 4 concurrents n’ont pas répondu : du nouveau peut manquer.',
    ]);
  });
});
