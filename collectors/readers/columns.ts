import { fold } from '../../src/domain/text/fold.ts';

/** A table whatever file it came from: one row of headers, rows of cells. */
export type Table = { readonly headers: readonly string[]; readonly rows: readonly (readonly string[])[] };

/**
 * What a column may be called, folded, in French and English and as the exports of Google, Trustpilot,
 * Facebook and Avis Vérifiés call it; the first names are the surest.
 */
const NAMES = {
  rating: [
    'star rating',
    'rating',
    'note',
    'stars',
    'etoiles',
    'score',
    'notation',
    'nombre d etoiles',
    'nb etoiles',
    'review stars',
    'review rating',
    'note globale',
    'overall rating',
    'note client',
    'evaluation',
    'rate',
  ],
  text: [
    'commentaire',
    'comment',
    'review text',
    'texte',
    'text',
    'avis',
    'review',
    'review content',
    'message',
    'contenu',
    'content',
    'body',
    'temoignage',
    'texte de l avis',
    'commentaires',
    'comments',
    'description',
    'verbatim',
    'caption',
  ],
  date: [
    'date',
    'create time',
    'date de publication',
    'date de l avis',
    'date avis',
    'date d avis',
    'published at',
    'publish time',
    'review created utc',
    'created at',
    'review date',
    'publie le',
    'depose le',
    'date du commentaire',
    'posted',
    'created',
    'published',
    'publication date',
    'submitted at',
    'timestamp',
    'jour',
    'le',
    'update time',
    'horodatage',
    'review created',
  ],
  author: [
    'reviewer display name',
    'auteur',
    'author',
    'reviewer name',
    'reviewer',
    'nom du client',
    'author name',
    'nom',
    'client',
    'customer',
    'customer name',
    'consumer name',
    'consumer display name',
    'pseudo',
    'user name',
    'username',
    'user',
    'utilisateur',
    'name',
    'prenom',
    'display name',
    'from',
  ],
  title: ['titre', 'title', 'review title', 'headline', 'objet', 'sujet', 'subject', 'titre de l avis'],
  reply: [
    'review reply comment',
    'reponse',
    'reply',
    'reponse du proprietaire',
    'owner response',
    'owner reply',
    'response',
    'company reply text',
    'company reply',
    'reponse de l etablissement',
    'review reply',
    'reply text',
    'business response',
  ],
  replyAt: [
    'review reply update time',
    'date de reponse',
    'date de la reponse',
    'date reponse',
    'reply date',
    'response date',
    'company reply date utc',
    'replied at',
    'repondu le',
    'review reply create time',
  ],
  url: [
    'lien',
    'url',
    'link',
    'permalink',
    'review url',
    'adresse',
    'lien de l avis',
    'source url',
    'page url',
  ],
  id: [
    'id',
    'review id',
    'identifiant',
    'id avis',
    'reference',
    'ref',
    'numero',
    'id de l avis',
    'uuid',
    'post id',
  ],
  best: [
    'bareme',
    'sur',
    'note maximale',
    'note max',
    'best',
    'best rating',
    'scale',
    'out of',
    'max rating',
  ],
  language: ['langue', 'language', 'lang', 'review language', 'language code'],
} as const satisfies Record<string, readonly string[]>;

export type Field = keyof typeof NAMES;
export const FIELDS = Object.keys(NAMES) as [Field, ...Field[]];
export type Columns = ReadonlyMap<Field, number>;

/** `starRating` → `star rating`; `Note (sur 5)` → `note sur 5`. */
export function folded(header: string): string {
  const words = header.slice(0, 200).replace(/([a-z0-9])([A-Z])/g, '$1 $2');
  return fold(words)
    .replace(/[^a-z0-9]+/g, ' ')
    .trim();
}

type Candidate = { readonly field: Field; readonly column: number; readonly score: number };

/** Which column holds which field, each column and each field at most once; the surest first. */
export function guessColumns(headers: readonly string[]): Columns {
  const candidates: Candidate[] = [];
  headers.forEach((header, column) => {
    const name = folded(header);
    for (const field of FIELDS) {
      const score = scoreOf(name, NAMES[field]);
      if (score > 0) candidates.push({ field, column, score });
    }
  });
  candidates.sort((a, b) => b.score - a.score || a.column - b.column);
  const columns = new Map<Field, number>();
  const taken = new Set<number>();
  for (const { field, column } of candidates) {
    if (columns.has(field) || taken.has(column)) continue;
    columns.set(field, column);
    taken.add(column);
  }
  return columns;
}

/** Longest header, in words, in which a known name is looked for: longer ones are questions of a survey. */
const MAX_WORDS = 5;

function scoreOf(name: string, known: readonly string[]): number {
  const exact = known.indexOf(name);
  if (exact >= 0) return 1_000 - exact;
  if (name.split(' ').length > MAX_WORDS) return 0;
  const inside = known.findIndex(each => each.length > 3 && ` ${name} `.includes(` ${each} `));
  return inside >= 0 ? 500 - inside : 0;
}

/** The guess, with what the owner said in its place. Null: a header that she names is not there. */
export function mappedColumns(
  headers: readonly string[],
  mapping: Readonly<Partial<Record<Field, string>>>,
): Columns | null {
  const columns = new Map(guessColumns(headers));
  for (const [field, header] of Object.entries(mapping) as [Field, string][]) {
    const wanted = folded(header);
    const exact = headers.indexOf(header);
    const column = exact >= 0 ? exact : headers.findIndex(each => folded(each) === wanted);
    if (column < 0) return null;
    for (const [other, used] of columns) if (used === column) columns.delete(other);
    columns.set(field, column);
  }
  return columns;
}

/** Rows above the headers that are looked through: an export's name, its date, an empty line. */
const MAX_PREAMBLE_ROWS = 10;

/** Rows to a table: the first rows hold the headers, where most fields are found. */
export function tableOf(
  rows: readonly (readonly string[])[],
  mapping: Readonly<Partial<Record<Field, string>>>,
): Table | null {
  let at = -1;
  let best = 0;
  for (const [index, row] of rows.slice(0, MAX_PREAMBLE_ROWS).entries()) {
    const found = mappedColumns(row, mapping)?.size ?? 0;
    if (found > best) [at, best] = [index, found];
  }
  return at < 0 ? null : { headers: rows[at]!, rows: rows.slice(at + 1) };
}
