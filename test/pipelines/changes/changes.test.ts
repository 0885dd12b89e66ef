import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pageChanges } from '../../../pipelines/changes/changes.ts';
import { pageSignature } from '../../../pipelines/changes/signature.ts';

const PAGE = [
  'Ouvertures du Golfe',
  'Volets roulants : −10 % sur toute la gamme',
  'Fenêtres PVC à partir de 490 € posées',
  'Devis gratuit sous 48 h',
  'Nos réalisations à Vannes et Auray',
];

describe('signature of a watched page', () => {
  it.each([
    ['the day', 'Mis à jour le 6 juillet 2026', 'Mis à jour le 13 juillet 2026'],
    ['the hour', 'Il est 07:02', 'Il est 19:45'],
    ['a short date', 'Vu le 06/07/2026', 'Vu le 13/07/2026'],
    ['an ISO date', '2026-07-06T07:02:00Z publié', '2026-07-13T07:02:00Z publié'],
    ['"il y a"', 'Avis publié il y a 3 jours', 'Avis publié il y a 2 semaines'],
    ['"ago"', 'Posted 3 days ago', 'Posted 2 weeks ago'],
    ['a counter', '1 204 vues', '1 310 vues'],
    ['followers', '312 abonnés', '318 abonnés'],
    ['the year', '© 2025 Ouvertures du Golfe', '© 2026 Ouvertures du Golfe'],
    ['a token', 'Référence a8f3c1d2e4b5a697f8', 'Référence b9e4d2c3f5a6b708e9'],
    ['cookies', 'Nous utilisons 12 cookies', 'Gérer les cookies de 14 partenaires'],
    ['the cart', 'Panier (0)', 'Panier (2)'],
  ])('does not change with %s', (_, before, after) => {
    expect(pageSignature([...PAGE, before])).toBe(pageSignature([...PAGE, after]));
  });

  it.each([
    ['a price', 'Fenêtres à 490 €', 'Fenêtres à 450 €'],
    ['a discount', 'Volets −10 %', 'Volets −15 %'],
    ['the end of an offer', 'Offre jusqu’au 31 juillet', 'Offre jusqu’au 31 août'],
    ['a wording', 'Nous posons', 'Nous vendons'],
  ])('changes with %s', (_, before, after) => {
    expect(pageSignature([...PAGE, before])).not.toBe(pageSignature([...PAGE, after]));
  });

  it('does not change when blocks turn', () => {
    expect(pageSignature([...PAGE].reverse())).toBe(pageSignature(PAGE));
  });
});

describe('changes of a watched page', () => {
  it('puts the replaced wording beside the new one', () => {
    const after = PAGE.with(1, 'Volets roulants : −15 % sur toute la gamme jusqu’au 31 juillet');
    expect(pageChanges(PAGE, after)).toEqual([
      {
        kind: 'promotion',
        before: 'Volets roulants : −10 % sur toute la gamme',
        after: 'Volets roulants : −15 % sur toute la gamme jusqu’au 31 juillet',
      },
    ]);
  });

  it.each([
    ['price', 'Porte d’entrée : 1 290 €'],
    ['job', 'Nous recrutons un poseur en CDI'],
    ['promotion', 'Soldes d’été, remise sur les stores'],
    ['news', 'Inauguration de notre nouvel atelier'],
    ['legal', 'Mentions légales : SIRET 123 456 789 00012'],
    ['job', 'We are hiring a fitter'],
    ['other', 'Bonjour et bienvenue'],
  ])('%s: %s', (kind, line) => {
    expect(pageChanges(PAGE, [...PAGE, line])).toEqual([{ kind, before: '', after: line }]);
    expect(pageChanges([...PAGE, line], PAGE)).toEqual([{ kind, before: line, after: '' }]);
  });

  it('says nothing of what merely moved or was masked', () => {
    expect(pageChanges([...PAGE, 'Vu il y a 2 jours'], ['Vu il y a 5 jours', ...PAGE.toReversed()])).toEqual(
      [],
    );
  });

  it('agrees with the signature, and never ends in an endless list', () => {
    const lines = fc.array(fc.constantFrom(...PAGE, 'Soldes', '12 €', 'Nouveau', 'Bonjour à tous'), {
      maxLength: 30,
    });
    fc.assert(
      fc.property(lines, lines, (before, after) => {
        const changes = pageChanges(before, after);
        expect(changes.length > 0).toBe(pageSignature(before) !== pageSignature(after));
        expect(changes.length).toBeLessThanOrEqual(12);
      }),
    );
  });

  it('bears two pages made to be compared slowly', () => {
    const before = Array.from(
      { length: 2000 },
      (_, index) => `ligne ${String.fromCharCode(97 + (index % 26))} ${index}`,
    );
    const after = before.toReversed().map(line => `${line} autre`);
    expect(pageChanges(before, after).length).toBeGreaterThan(0);
  });
});
