/** What a browser or a mail program could take for markup, in text and in attributes alike. */
const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
  '`': '&#96;',
};

/** Any text as HTML text or as the value of a quoted attribute. */
export function htmlText(text: string): string {
  return text.replace(/[&<>"'`]/g, sign => ENTITIES[sign] ?? '');
}

/** An http(s) address as the value of a quoted `href`, normalised; null for every other scheme. */
export function htmlAddress(url: string): string | null {
  if (!URL.canParse(url)) return null;
  const parsed = new URL(url);
  return parsed.protocol === 'http:' || parsed.protocol === 'https:' ? htmlText(parsed.href) : null;
}

/** A prepared mail to one address as the value of a quoted `href`; null for everything else. */
export function htmlMailto(url: string): string | null {
  return /^mailto:[^\s:/?#,;@]+@[^\s:/?#,;@]+\?[^\s#]*$/i.test(url) ? htmlText(url) : null;
}
