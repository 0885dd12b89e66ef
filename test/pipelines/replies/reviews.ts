import type { Item } from '../../../src/domain/stage.ts';

/** Unhappy, half-happy and happy reviews of many trades, ours. */
export const REVIEWS: Readonly<Record<'fr' | 'en', readonly (readonly [text: string, stars: number])[]>> = {
  fr: [
    [
      'Trois messages, personne ne rappelle. Le bureau ne répond pas, et une fenêtre ferme mal depuis la pose. Dommage, elles sont belles.',
      1,
    ],
    [
      'Belle vue, petit déjeuner parfait, mais chambre sur rue : scooters jusqu’à 2 h, impossible de dormir fenêtre ouverte.',
      2,
    ],
    ['Commande promise semaine 22, livrée semaine 25, sans un appel. Chantier arrêté trois jours.', 1],
    [
      'Pain excellent, mais la vendeuse du matin soupire quand on demande une baguette bien cuite. J’irai ailleurs.',
      2,
    ],
    ['Nul, à fuir.', 1],
    ['Bien posé, mais deux semaines de retard.', 3],
    ['Devis reçu au bout d’un mois, et 340 € de plus que celui du voisin M. Guillou.', 2],
    ['La douche coulait tiède et le wifi ne passait pas dans la chambre 12.', 2],
    ['Plat froid, serveuse débordée, Julie n’y est pour rien mais on a attendu 50 minutes.', 1],
    ['Les finitions laissent à désirer autour de la porte, sinon équipe sympathique.', 3],
    ['Colis jamais arrivé, le service client ne répond pas aux mails.', 1],
    ['Cheveux sur l’oreiller, ménage à revoir.', 2],
    ['Rendez-vous annulé au dernier moment, deux fois.', 1],
    ['Facture plus élevée que prévu, et aucune explication de Mme Le Gall.', 2],
    ['Fermé un jeudi à 15 h alors que les horaires disent ouvert.', 2],
    ['Décevant.', 2],
    ['Le parking est un cauchemar mais l’accueil rattrape tout.', 3],
    ['Très bon conseil, et pose soignée.', 5],
    ['Belle pose, chantier propre.', 5],
    ['Parfait !', 5],
    ['Un grand merci à toute l’équipe, les volets sont superbes.', 5],
  ],
  en: [
    ['Left three messages, nobody called back. Shame, the windows are lovely.', 1],
    ['Great view, perfect breakfast, but street noise until 2 am.', 2],
    ['The food came cold and we waited ages.', 1],
    ['Overpriced for what it is.', 2],
    ['Rude staff, ignored for twenty minutes.', 1],
    ['Delivery was late and the box was damaged.', 2],
    ['Never again.', 1],
    ['The shower did not work and reception shrugged.', 2],
    ['Lovely work, very clean site, thank you.', 5],
  ],
};

/** A review as the stages see it, read by nobody yet. */
export function review(id: string, text: string, stars: number, change: Partial<Item> = {}): Item {
  return {
    id,
    kind: 'review',
    form: 'review',
    site: 'Google',
    about: 'firm',
    url: null,
    title: '',
    text,
    language: null,
    publishedAt: '2026-07-09T10:00:00.000Z',
    rating: { value: stars, best: 5, worst: 1 },
    authorHandle: null,
    replied: false,
    ...change,
  };
}
