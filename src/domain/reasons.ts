/**
 * Reasons that are not words of the text. A stage writes them in `because` as `rule:<reason>` or, with a detail
 * in the text's or the firm's own words, `rule:<reason>:<detail>`. The catalogues word each one under
 * `because.<reason>`, where `{detail}` is what follows.
 */
export const REASONS = [
  // own-posts
  'own-account',
  'own-site',
  // language
  'stop-words',
  'source-language',
  'usual-language',
  'letters',
  'not-latin',
  // relevance; detail: the words concerned
  'own-page',
  'owner-said',
  'domain',
  'phone',
  'street',
  'handle',
  'site',
  'full-name',
  'name',
  'capital',
  'no-capital',
  'cue',
  'before-verb',
  'first-name',
  'longer-name',
  'town-of-that-name',
  'homonym',
  'quoted',
  'section',
  'excluded',
  'like-confirmed',
  'like-set-aside',
  'rival-account',
  'unverified-sender',
  // sentiment; detail: the words; also `owner-said`
  'like-rated',
  // stories
  'first-seen',
  'same-address',
  'same-text',
  'near-text',
  'same-title',
  'near-title',
  'same-matter',
  // intent
  'low-rating',
  'high-rating',
  'bad-tone',
  'good-tone',
  'waiting',
  'no-answer',
  'not-working',
  'asks',
  'question-mark',
  'person',
  'trade',
  'town',
  'names-you',
  'article',
  'job-words',
  'fault',
  'thanks',
  // priority; detail of `repeat`: topic id, day of the first one, and which of its month it is
  'urgent-word',
  'complaint',
  'lead',
  'question',
  'middle-rating',
  'reply-seen',
  'press',
  'praise',
  'not-you',
  'copy',
  'repeat',
  'unsure',
] as const;
export type Reason = (typeof REASONS)[number];

/** The term of a reason, as it stands in a `because`. Details are cut at 80 characters: they are shown on a line. */
export function reason(key: Reason, detail?: string): string {
  return detail === undefined || detail === '' ? `rule:${key}` : `rule:${key}:${detail.slice(0, 80)}`;
}

/** Takes a term apart; null when it is a word of the text. */
export function reasonOf(term: string): { readonly key: string; readonly detail: string } | null {
  if (!term.startsWith('rule:')) return null;
  const rest = term.slice('rule:'.length);
  const colon = rest.indexOf(':');
  return colon < 0 ? { key: rest, detail: '' } : { key: rest.slice(0, colon), detail: rest.slice(colon + 1) };
}
