/** Google shows a translation with the original, one after the other, either first. */
const ORIGINAL = /\((?:Original|Avis d[’']origine|Texte d[’']origine|Avis original)\)/i;
const TRANSLATED = /\((?:Translated by Google|Traduit par Google|Traduction par Google)\)/i;

/** What the customer wrote, without Google's translation of it. */
export function originalText(text: string): string {
  const original = ORIGINAL.exec(text);
  if (original) return text.slice(original.index + original[0].length).trim();
  const translated = TRANSLATED.exec(text);
  if (!translated) return text;
  const before = text.slice(0, translated.index).trim();
  return before === '' ? text.slice(translated[0].length).trim() : before;
}
