import type {
  AuthorSeen,
  Engagement,
  Mention,
  MentionForm,
  Rating,
  Review,
} from '../../src/domain/observation.ts';
import { canonicalUrl } from '../../src/domain/text/canonical-url.ts';
import { cleanLine, cleanText, extractOf } from '../../src/domain/text/clean.ts';
import type { Instant } from '../../src/domain/time.ts';

/** Longest text of an observation, characters: the store's own bound. */
export const MAX_TEXT_LENGTH = 20_000;
/** Longest title, characters. */
export const MAX_TITLE_LENGTH = 300;
/** Longest name or handle of an author, characters. */
export const MAX_NAME_LENGTH = 120;
/** Longest id of a source, characters. */
export const MAX_ID_LENGTH = 200;
/** What is kept of a press article, characters: enough to judge by, short enough to quote. */
export const MAX_EXTRACT_LENGTH = 1_000;

/** What a source says of an item, before it is cleaned and bounded. */
export type SaidFields = {
  readonly sourceItemId?: string | undefined;
  readonly url?: string | undefined;
  /** Address against which `url` and the author's are read. */
  readonly base?: string | undefined;
  readonly title?: string | undefined;
  readonly text: string;
  readonly author?: { readonly [K in keyof AuthorSeen]: string | undefined } | undefined;
  readonly publishedAt: Instant | null;
  readonly language?: string | undefined;
  readonly engagement?: { readonly [K in keyof Engagement]: number | null | undefined } | undefined;
};

export function mentionOf(form: MentionForm, fields: SaidFields): Mention {
  return { kind: 'mention', form, ...said(fields, form === 'article') };
}

export function reviewOf(
  fields: SaidFields,
  rating: Rating | null,
  reply?: { readonly text: string; readonly at: Instant | null },
): Review {
  const answer = reply ? cleanText(reply.text, MAX_TEXT_LENGTH) : '';
  return {
    kind: 'review',
    ...said(fields, false),
    rating,
    ...(reply && answer !== '' ? { reply: { text: answer, at: reply.at } } : {}),
  };
}

function said(fields: SaidFields, press: boolean): Omit<Mention, 'kind' | 'form'> {
  const id = fields.sourceItemId ? cleanLine(fields.sourceItemId, MAX_ID_LENGTH) : '';
  const url = fields.url ? canonicalUrl(fields.url, fields.base) : null;
  const title = fields.title ? cleanLine(fields.title, MAX_TITLE_LENGTH) : '';
  const author = fields.author ? authorOf(fields.author, fields.base) : null;
  const engagement = fields.engagement ? countsOf(fields.engagement) : null;
  const language = fields.language;
  return {
    ...(id !== '' ? { sourceItemId: id } : {}),
    ...(url !== null ? { url } : {}),
    ...(title !== '' ? { title } : {}),
    text: press ? extractOf(fields.text, MAX_EXTRACT_LENGTH) : cleanText(fields.text, MAX_TEXT_LENGTH),
    ...(author ? { author } : {}),
    publishedAt: fields.publishedAt,
    ...(language && /^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8}){0,3}$/.test(language) ? { language } : {}),
    ...(engagement ? { engagement } : {}),
  };
}

function authorOf(seen: NonNullable<SaidFields['author']>, base: string | undefined): AuthorSeen | null {
  const name = seen.name ? cleanLine(seen.name, MAX_NAME_LENGTH) : '';
  const handle = seen.handle ? cleanLine(seen.handle, MAX_NAME_LENGTH) : '';
  const url = seen.url ? canonicalUrl(seen.url, base) : null;
  if (name === '' && handle === '' && url === null) return null;
  return {
    ...(name !== '' ? { name } : {}),
    ...(handle !== '' ? { handle } : {}),
    ...(url !== null ? { url } : {}),
  };
}

function countsOf(seen: NonNullable<SaidFields['engagement']>): Engagement | null {
  const kept = Object.entries(seen).filter(
    (entry): entry is [string, number] =>
      typeof entry[1] === 'number' && Number.isSafeInteger(entry[1]) && entry[1] >= 0,
  );
  return kept.length > 0 ? Object.fromEntries(kept) : null;
}
