import * as z from 'zod';

/** Longest address or query of a source's options, characters. */
const MAX_LENGTH = 2_000;

/** An http or https address, as a person pastes it. */
export const webAddress = z
  .string()
  .max(MAX_LENGTH)
  .refine(text => /^https?:\/\/[^\s/]/i.test(text) && URL.canParse(text), {
    error: 'expected an address that starts with https://',
  });

/** Words to search for: not empty, one line. */
export const searchQuery = z
  .string()
  .trim()
  .min(1)
  .max(300)
  .refine(text => !/[\u0000-\u001F]/.test(text), { error: 'expected one line' });

/** A file of the owner's, relative to the settings file. */
export const filePath = z
  .string()
  .min(1)
  .max(MAX_LENGTH)
  .refine(text => !text.includes('\u0000'), { error: 'expected a path' });

/** Where dates without an offset were written: an IANA name or `+02:00`. The app gives the owner's zone when the settings of a source have none. */
export const timezone = z.string().min(1).max(60).optional();
/** When neither says it. */
export const USUAL_ZONE = 'Europe/Paris';

/** The address of a site without what follows its last folder, so that `/wp-json` can be put behind it. */
export function siteRoot(site: string): string {
  const url = new URL(site);
  url.hash = '';
  url.search = '';
  return url.href.replace(/\/+$/, '');
}
