import { describe, expect, it } from 'vitest';
import { likeness, shinglesOf } from '../../../pipelines/replies/likeness.ts';
import { BANNED, earlierWordings, faultsOf } from '../../../pipelines/replies/rules.ts';

const GOOD =
  'Bonjour, vous dites avoir laissé des messages et attendre encore un appel : je comprends votre agacement. Je ne parle pas d’un chantier en public. Pour en discuter de vive voix, demandez-moi à l’atelier. Notre adresse est sur notre site, et la porte est ouverte.';
const NONE = earlierWordings([]);
const faults = (body: string, review = 'Personne ne rappelle.', earlier = NONE) =>
  faultsOf({ body, text: `${body} Yves, gérant` }, review, earlier);

describe('what a machine can check of a reply', () => {
  it('lets a fair one pass', () => {
    expect(faults(GOOD)).toEqual([]);
  });

  it('40 to 80 words, 2 to 6 sentences', () => {
    expect(faults('Bonjour, merci. À bientôt.')).toContain('length');
    expect(faults(`${GOOD} ${GOOD}`)).toContain('length');
    expect(faults(GOOD.replace(/\. /g, ', '))).toContain('sentences');
    expect(faults(GOOD.replace(/, /g, '. ').replace(/ : /, '. '))).toContain('sentences');
  });

  it('no exclamation mark, no emoji', () => {
    expect(faults(GOOD.replace('public.', 'public !'))).toContain('exclamation');
    expect(faults(`${GOOD} 🙏`)).toContain('emoji');
  });

  it.each([...BANNED.fr, ...BANNED.en])(
    'never says «%s», with a capital or another apostrophe either',
    phrase => {
      const said = `${phrase[0]?.toUpperCase()}${phrase.slice(1).replace("'", '’')}`;
      expect(faults(GOOD.replace('Notre adresse', `${said} notre adresse`))).toContain('banned');
    },
  );

  it('no figure and no name taken from the review', () => {
    expect(faults(`${GOOD} Le 12.`, 'Chambre 12, bruyante.')).toContain('figure');
    expect(faults(GOOD.replace('demandez-moi', 'demandez Julie'), 'C’est à cause de Julie.')).toContain(
      'name',
    );
    expect(faults(GOOD.replace('demandez-moi', 'demandez M. Guillou'))).toContain('name');
    expect(faults(GOOD.replace('demandez-moi', 'demandez Mme Le Gall'))).toContain('name');
  });

  it('never opens as one of the last 10, nor is like one of the last 20', () => {
    const other = GOOD.replace('Bonjour, vous dites avoir', 'Bonjour, et merci. Vous dites avoir');
    expect(faults(GOOD, '', earlierWordings([GOOD]))).toEqual(['opening', 'alike']);
    expect(faults(other, '', earlierWordings([GOOD]))).toEqual(['alike']);
    const filler = Array.from({ length: 20 }, (_, i) => `Réponse ${i} sans rien de commun`);
    expect(faults(GOOD, '', earlierWordings([...filler.slice(0, 12), GOOD]))).toEqual(['alike']);
    expect(faults(GOOD, '', earlierWordings([...filler, GOOD]))).toEqual([]);
  });

  it('likeness is Jaccard over five letters', () => {
    const like = (one: string, other: string) => likeness(shinglesOf(one), shinglesOf(other));
    expect(like('chantier propre', 'Chantier  PROPRE !')).toBe(1);
    expect(like('abcdef', 'abcdeg')).toBeCloseTo(1 / 3);
    expect(like('abcde', 'vwxyz')).toBe(0);
    expect(like('', 'abcde')).toBe(0);
  });
});
