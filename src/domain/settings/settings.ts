import * as z from 'zod';

/**
 * The shape of vigie.yaml. Names are a contract (other tools write this file): add, never rename.
 * Every object is strict: an unknown name is an error with its line, so that a typing slip never passes silently.
 */

const words = z.array(z.string().trim().min(1).max(200)).max(200).default([]);
const webUrl = z.url({ protocol: /^https?$/ }).max(2000);
const timeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, { error: 'HH:MM' });

const establishment = z.strictObject({
  town: z.string().trim().min(1).max(120),
  address: z.string().trim().max(200).optional(),
  phone: z.string().trim().max(40).optional(),
});

/** The app asks for its password once and keeps it as the secret `mailbox`; it never stands in this file. */
const mailbox = z.strictObject({
  /** The owner's own address: the letter goes there, answers to it come back. */
  address: z.email().max(200),
  /** `imaps://imap.orange.fr:993`; `imap://` speaks STARTTLS, or plainly to a listed private address. */
  imap: z
    .url({ protocol: /^imaps?$/ })
    .max(500)
    .refine(bearsNoPassword, { error: 'a password in an address' }),
  /** Default: the address. */
  user: z.string().trim().min(1).max(200).optional(),
});

/** What vigie may say for the owner in a proposed reply, and how she signs. */
const replies = z.strictObject({
  /** « ce que je peux dire » : chambres côté cour, pain au levain… Facts come from nowhere else. */
  facts: z.array(z.string().trim().min(1).max(200)).max(50).default([]),
  /** First name and role: `Yves, gérant`. */
  signature: z.string().trim().max(80).optional(),
  /** Where to talk in private, already public, as a clause: `demandez-moi à l’atelier ; l’adresse est sur notre site`. */
  contact: z.string().trim().max(160).optional(),
});

const company = {
  name: z.string().trim().min(1).max(120),
  aliases: words,
  handles: words,
  sites: z.array(webUrl).max(50).default([]),
  products: words,
  spokespersons: words,
  context: words,
  exclude: words,
};

export const firmSchema = z.strictObject({
  ...company,
  trade: z.string().trim().min(1).max(60),
  siren: z
    .string()
    .regex(/^\d{9}$/)
    .optional(),
  establishments: z.array(establishment).min(1).max(500),
});

export const competitorSchema = z.strictObject({
  ...company,
  town: z.string().trim().max(120).optional(),
  trade: z.string().trim().max(60).optional(),
  siren: z
    .string()
    .regex(/^\d{9}$/)
    .optional(),
  establishments: z.array(establishment).max(500).default([]),
});

/**
 * What every source takes beside its collector's own options. The collector's options stand at the same level;
 * they are checked against the collector's own schema once it is known which one it is.
 */
export const sourceSchema = z.looseObject({
  collector: z.string().trim().min(1).max(60),
  /** Display name; default: from the collector's options. */
  name: z.string().trim().min(1).max(120).optional(),
  /** The competitor it is about; default: the firm. */
  about: z.string().trim().min(1).max(120).optional(),
  /** The establishment's town, for firms with several. */
  establishment: z.string().trim().min(1).max(120).optional(),
  /** Minutes between two reads, 5 to 44,640 (a month); default: adaptive. */
  every: z.number().int().min(5).max(44_640).optional(),
  paused: z.boolean().default(false),
});

const weekday = z.enum(['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday']);

export const settingsSchema = z.strictObject({
  $schema: z.string().optional(),
  language: z.enum(['fr', 'en']).default('fr'),
  timezone: z.string().refine(isTimezone, { error: 'Europe/Paris' }).default('Europe/Paris'),
  firm: firmSchema,
  competitors: z.array(competitorSchema).max(200).default([]),
  sources: z.array(sourceSchema).max(20_000).default([]),
  schedule: z
    .strictObject({
      letter: z
        .strictObject({
          day: weekday,
          at: timeOfDay,
          /** `monthly`: the first such day of the month. */
          rhythm: z.enum(['weekly', 'monthly']).default('weekly'),
        })
        .prefault({ day: 'monday', at: '07:00' }),
      /** When to read, as a cron pattern in the owner's zone (`0 7,13,19 * * *`); default: each source at its own pace. */
      read: z.string().trim().min(1).max(100).optional(),
      quiet: z.strictObject({ from: timeOfDay, to: timeOfDay }).prefault({ from: '20:00', to: '07:30' }),
    })
    .prefault({}),
  alerts: z
    .strictObject({
      immediatePerDay: z.number().int().min(0).max(20).default(3),
      /** Words that make a matter urgent whatever the rating, beside those of the trade. */
      words,
    })
    .prefault({}),
  mailbox: mailbox.optional(),
  replies: replies.prefault({}),
  channels: z
    .array(z.looseObject({ channel: z.string().trim().min(1).max(60) }))
    .max(20)
    .default([]),
  network: z
    .strictObject({
      /** `host:port` as written in a URL: the only private addresses that may be read. */
      allowPrivate: z.array(z.string().trim().min(1).max(260)).max(1000).default([]),
      /** name → `host:port`: that name alone is connected there (tests, demo). */
      connectTo: z.record(z.string(), z.string().trim().min(1).max(260)).default({}),
      /** Least time between two requests to one host, ms. */
      minIntervalMs: z.number().int().min(0).max(3_600_000).default(1000),
    })
    .prefault({}),
  privacy: z.strictObject({ retentionMonths: z.number().int().min(1).max(120).default(24) }).prefault({}),
  store: z.string().trim().min(1).max(500).default('duckdb'),
});

export type Settings = z.infer<typeof settingsSchema>;
export type SourceSettings = z.infer<typeof sourceSchema>;

/** Whoever may read this file would read the password too. */
function bearsNoPassword(url: string): boolean {
  const parsed = URL.parse(url);
  return parsed === null || parsed.password === '';
}

function isTimezone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
