import * as z from 'zod';
import { cleanLine } from '../../domain/text/clean.ts';
import { fold } from '../../domain/text/fold.ts';
import { capital } from '../../domain/words.ts';
import type { Web } from './web.ts';

/**
 * The national register of French firms: open, without a key, some seven questions a second. What is asked is the
 * name or the number; nothing else leaves the machine.
 */
export const REGISTER = 'https://recherche-entreprises.api.gouv.fr';

/** A firm as the register has it. */
export type RegisterEntry = {
  readonly siren: string;
  /** The sign where the register knows it, else the legal name. */
  readonly name: string;
  readonly address: string;
  readonly town: string;
  /** `56`, `2A`, `974`; '' when the address has no code. */
  readonly department: string;
  /** NAF, `43.32A`. */
  readonly activity: string;
};

const text = z.string().nullish();
const answerSchema = z.looseObject({
  results: z
    .array(
      z.looseObject({
        siren: z.string().regex(/^\d{9}$/),
        nom_complet: text,
        nom_raison_sociale: text,
        activite_principale: text,
        etat_administratif: text,
        siege: z
          .looseObject({
            adresse: text,
            code_postal: text,
            libelle_commune: text,
            liste_enseignes: z.array(z.string()).nullish(),
          })
          .nullish(),
      }),
    )
    .max(100),
});

const ANSWERS_ASKED = 10;
const NAME_LENGTH_MAX = 120;

/**
 * Firms still in business whose name or number is asked for, those of `town` first.
 * @throws VigieError what the network throws; an answer of another shape gives none
 */
export async function searchRegister(
  web: Web,
  query: string,
  town: string,
  register: string = REGISTER,
): Promise<readonly RegisterEntry[]> {
  const parameters = new URLSearchParams({ q: query, per_page: String(ANSWERS_ASKED), page: '1' });
  const parsed = answerSchema.safeParse(await web.json(`${register}/search?${parameters}`));
  if (!parsed.success) return [];
  const entries = parsed.data.results
    .filter(firm => firm.etat_administratif !== 'C')
    .map(firm => {
      const { adresse, code_postal, libelle_commune, liste_enseignes } = firm.siege ?? {};
      const address = cleanLine(adresse ?? '', 200);
      const [, code = '', commune = ''] = /(?:^|\s)(\d{5})\s+(.{1,100})$/.exec(address) ?? [];
      const name = liste_enseignes?.[0] ?? firm.nom_complet ?? firm.nom_raison_sociale ?? '';
      return {
        siren: firm.siren,
        name: properName(cleanLine(name, NAME_LENGTH_MAX)),
        address: properName(address),
        town: properName(cleanLine(libelle_commune || commune, NAME_LENGTH_MAX)),
        department: departmentOf(code_postal || code),
        activity: firm.activite_principale ?? '',
      };
    })
    .filter(entry => entry.name !== '');
  const isHere = (entry: RegisterEntry) => fold(entry.town) === fold(town) && town !== '';
  return [...entries.filter(isHere), ...entries.filter(entry => !isHere(entry))];
}

/** Nine digits whose Luhn sum is whole, however they are spaced; null for anything else. */
export function sirenIn(text: string): string | null {
  const digits = text.replace(/[\s.\u00a0\u202f]/g, '');
  if (!/^\d{9}(?:\d{5})?$/.test(digits)) return null;
  const siren = digits.slice(0, 9);
  const sum = [...siren].reduceRight((total, digit, index) => {
    const doubled = Number(digit) * (index % 2 === 1 ? 2 : 1);
    return total + (doubled > 9 ? doubled - 9 : doubled);
  }, 0);
  return sum % 10 === 0 ? siren : null;
}

function departmentOf(code: string): string {
  if (!/^\d{5}$/.test(code)) return '';
  if (code.startsWith('97') || code.startsWith('98')) return code.slice(0, 3);
  if (code.startsWith('20')) return Number(code) < 20_200 ? '2A' : '2B';
  return code.slice(0, 2);
}

/** Words that stay small inside a name. */
const SMALL =
  /^(?:de|du|des|la|le|les|et|en|sur|sous|au|aux|d|l|rue|avenue|place|boulevard|route|chemin|quai|impasse|allee)$/;

/** `8 QUAI DES SABLES 17000 LA ROCHELLE`: a town's own article is no small word. */
const TOWN_BEGINS = /\b\d{5} $/;

/** The register writes in capitals: `MENUISERIE DE LA BAIE` → `Menuiserie de la Baie`. Mixed case stays as it is. */
function properName(name: string): string {
  if (/\p{Ll}/u.test(name)) return name;
  return name
    .toLowerCase()
    .replace(/\p{L}+/gu, (word, offset: number) =>
      SMALL.test(word) && offset > 0 && !TOWN_BEGINS.test(name.slice(0, offset)) ? word : capital('fr', word),
    );
}
