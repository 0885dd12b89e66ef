import { describe, expect, it } from 'vitest';
import { toneModel } from '../../../pipelines/sentiment/model.ts';
import { explainedTone } from '../../../pipelines/sentiment/tone.ts';
import { data } from '../world.ts';

function reasonsOf(text: string): string[] {
  return explainedTone(toneModel(data()), text, 'fr').because.map(({ term }) => term);
}

describe('reasons can be read without the text', () => {
  it.each([
    ['Ils ne répondent jamais, une honte.', 'ne répondent jamais'],
    ['Je n’ai toujours pas reçu mon remboursement, quelle honte.', 'toujours pas reçu'],
    ['Une entreprise qui ne tient pas ses engagements, à fuir.', 'ne tient pas ses engagements'],
    ['Ce n’est vraiment pas terrible.', 'pas terrible'],
  ])('%s', (text, whole) => {
    expect(reasonsOf(text).some(term => term.replaceAll('’', "'").includes(whole))).toBe(true);
  });

  it('give each wording once', () => {
    const terms = reasonsOf(
      'Nul. Vraiment nul, nul de chez nul. NUL ! Accueil nul, repas nul, tout est nul.',
    );
    expect(new Set(terms.map(term => term.toLowerCase())).size).toBe(terms.length);
  });

  it('point at the words they show', () => {
    const text = 'L’œuvre a coûté cher : ils ne rappellent jamais, aucune nouvelle 😡 depuis mai.';
    const { because } = explainedTone(toneModel(data()), text, 'fr');
    expect(because.length).toBeGreaterThan(0);
    for (const { term, at } of because) expect(text.slice(...(at ?? [0, 0]))).toBe(term);
  });
});

describe('reasons speak against the firm', () => {
  function shown(text: string): string {
    return reasonsOf(text).join(' | ').replaceAll('’', "'");
  }

  it.each([
    ['a neutral word that the weights learnt by chance', 'Le mois dernier, service déplorable.', 'mois'],
    ['what happens to people', 'Suite à un incendie, service déplorable et aucune réponse.', 'incendie'],
    ['a denied misfortune', 'Aucun accident en dix ans et ils me résilient, service déplorable.', 'accident'],
    ['what only may happen', 'Si vous avez le moindre problème, ils sont nuls.', 'problème'],
    ['half a compound', 'Accident non responsable, et un service déplorable.', 'non'],
    ['what announces a grievance', 'Malheureusement ils sont incompétents.', 'Malheureusement'],
    ['a denied expression', 'Service déplorable, et ce n’est pas forcément plus cher ailleurs.', 'plus cher'],
    ['what is not only so', 'Ce n’est pas simplement lent, c’est déplorable.', 'simplement'],
    ['what stands under "si"', 'Comme si ce n’était pas assez, un accueil inadmissible.', 'assez'],
    ['what "sans que" rules out', 'Service déplorable, sans que la carte soit trop longue.', 'trop longue'],
    ['a soft word beside a plain one', 'Service déplorable, le café est un peu cher.', 'un peu cher'],
    ['what something bad is not', 'Film nul, la menace n’est jamais vraiment inquiétante.', 'menace'],
    ['what the writer would not do', 'Je n’ai pas voulu insister, je déconseille.', 'insister'],
    ['what another firm is', 'Ils sont incapables, je préfère payer plus cher ailleurs.', 'plus cher'],
    [
      'relief',
      'Accueil agréable, aucune réponse, une honte. Heureusement que je n’attends plus.',
      'Heureusement',
    ],
    ['an encore', 'Encore une fois le service est déplorable.', 'Encore'],
  ])('and not %s', (_kind, text, beside) => {
    const words = shown(text);
    expect(words).not.toBe('');
    expect(words).not.toContain(beside);
  });

  it.each([
    [
      'a negation with its object',
      'Le service client ne répond pas au téléphone.',
      'ne répond pas au téléphone',
    ],
    ['"ne … plus"', 'L’application ne marche plus depuis hier.', 'ne marche plus'],
    ['what is refused', 'Ils refusent de rembourser la facture.', 'refusent de rembourser'],
    ['what is impossible', 'Connexion impossible à mon compte.', 'Connexion impossible'],
    ['"nul" for itself', 'Service incompétent, refus de payer : NUL', 'NUL'],
    ['a grievance after a denied misfortune', 'Assuré vingt ans sans aucun sinistre une honte', 'une honte'],
    ['"trop" with its verb', 'Vous attendez trop.', 'attendez trop'],
    ['a concession', 'Même si le site n’est pas clair.', "n'est pas clair"],
    ['what the firm would not do', 'On n’a pas voulu me rembourser.', 'pas voulu me rembourser'],
    ['what is worse than a bad word', 'Repas médiocre pour ne pas dire mauvais.', 'médiocre'],
    [
      'advice after a supposition',
      'Très déçu, si je peux vous aider ne prenez pas ce contrat.',
      'ne prenez pas',
    ],
    ['a soft word alone', 'Le menu est un peu cher.', 'un peu cher'],
    ['a soft form of a strong word', 'C’est un peu n’importe quoi, accueil déplorable.', "n'importe quoi"],
    ['how it is said', 'Stop, on arrête les compliments. Je vais pas m’en sortir.', "pas m'en sortir"],
    ['a short text whole', 'Baissez la voix.', 'Baissez la voix'],
  ])('and show %s', (_kind, text, term) => {
    expect(shown(text)).toContain(term);
  });

  it('and not one thing in two endings', () => {
    const terms = reasonsOf(
      'Augmentation scandaleuse : ils augmentent tout, une augmentation encore, honte à eux.',
    );
    expect(terms.filter(term => /^augment/iu.test(term)).length).toBeLessThan(2);
  });

  it('and no praise in a question or from hearsay where both sides are told', () => {
    const text =
      'Un service client soi-disant au top. Accueil agréable, mais aucune réponse et un travail bâclé.';
    expect(shown(text)).not.toContain('top');
    expect(shown('Est-ce sérieux ? Accueil agréable, mais aucune réponse.')).not.toContain('sérieux');
  });

  it('and no praise that was only hoped for or advertised, nor a version', () => {
    const advertised = 'À la télé tout est formidable. Accueil agréable, mais aucune réponse.';
    expect(shown(advertised)).not.toContain('formidable');
    const hoped = 'Je pensais avoir une assurance honnête. Accueil agréable, mais aucune réponse.';
    expect(shown(hoped)).not.toContain('honnête');
    expect(shown('Film vu en version originale. Acteurs formidables, mais scénario nul.')).not.toContain(
      'originale',
    );
  });

  it('and never a user name', () => {
    expect(shown('@kerlann vous allez dans le mur')).not.toContain('kerlann');
  });
});
