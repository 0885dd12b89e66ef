import { fold } from '../../src/domain/text/fold.ts';

/** What a change is about, for the words on screen. */
export type ChangeKind = 'promotion' | 'price' | 'job' | 'news' | 'legal' | 'other';

const PATTERNS: readonly (readonly [ChangeKind, RegExp])[] = [
  [
    'job',
    /\b(?:recrut\w+|embauch\w+|offres? d'emploi|poste a pourvoir|postes? |cdi|cdd|alternan\w+|apprenti\w*|stagiaire|rejoignez|candidat\w*|(?:we are |we're )?hiring|vacanc(?:y|ies)|job openings?|join (?:us|our team)|apply now|careers?)\b/,
  ],
  [
    'promotion',
    /%|\b(?:promo\w*|soldes?|remises?|reductions?|rabais|offerte?s?|offre (?:speciale|du|de|d')|offres? |bon plan|destockage|gratuite?s?|cadeau|parrainage|prix casses?|code promo|black friday|special offer|offers?|discounts?|sale|off|free|deal|save|voucher|coupon)\b/,
  ],
  [
    'price',
    /\d[\d .,]*(?:€|eur\b|euros?\b|£|gbp\b|\$|usd\b)|[€£$] ?\d|\b(?:tarifs?|prix|a partir de|prices?|pricing|rates?|from only)\b/,
  ],
  [
    'legal',
    /\b(?:mentions legales|conditions generales|cgv|cgu|siret|siren|rcs|capital (?:social )?de|politique de confidentialite|terms (?:of|and)|privacy policy|registered (?:office|in)|vat number|company number|redressement|liquidation)\b/,
  ],
  [
    'news',
    /\b(?:nouveau\w*|nouvel\w*|actualites?|decouvrez|inaugur\w+|ouvre\w*|ouverture|agrandi\w*|demenag\w+|partenariat|labels?|certifi\w+|salon|portes ouvertes|realisations?|chantier|blog|news|new|opens?|opening|launch\w*|partnership|award|certified|project)\b/,
  ],
];

/** The kind of a wording; 'other' when nothing tells. */
export function kindOf(text: string): ChangeKind {
  const folded = fold(text);
  return PATTERNS.find(([, pattern]) => pattern.test(folded))?.[0] ?? 'other';
}
