import type { z } from 'zod';
import type { Observation } from './observation.ts';
import type { Instant } from './time.ts';

/** The id of a secret. Collectors name it; the app injects its value into the request. */
export type SecretId = string;

/** A plain request. The app adds conditional headers, User-Agent and secrets. */
export type Http = {
  readonly via: 'http';
  readonly url: string;
  readonly method?: 'GET' | 'POST';
  readonly body?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly auth?: SecretId;
  /** Not every site of this kind has it (a second page, a list it may close): 400 to 410 here is no failure. */
  readonly optional?: true;
  /** Found on a page, not named by the owner: followed only where robots.txt lets that page be read. */
  readonly discovered?: true;
};

/** A page that only a browser can draw. */
export type Rendered = {
  readonly via: 'browser';
  readonly url: string;
  /** CSS selector to wait for, at most 10 s. */
  readonly waitFor?: string;
};

/** A file on the owner's machine, relative to the settings file. */
export type File = { readonly via: 'file'; readonly path: string };

/**
 * New messages of the firm's mailbox (settings `mailbox`) from the named senders, and from nobody else: the search
 * is the server's, what does not match is never opened. The answer's bytes are the messages in mbox form (mboxrd),
 * oldest first, its content type `application/mbox`; `since` of the next request is the cursor that the app keeps.
 */
export type Mailbox = {
  readonly via: 'mailbox';
  readonly folder: string;
  /** Addresses or domains (`@booking.com`), at most 100. */
  readonly senders: readonly string[];
  /** The first UID not yet read, and the folder's UIDVALIDITY it belongs to; null: the last 90 days. */
  readonly after: { readonly uid: number; readonly validity: string } | null;
};

export type Fetch = Http | Rendered | File | Mailbox;

/** What came back, bounded: at most 10 MB after decompression, whatever the fetch. */
export type Answer = {
  readonly fetch: Fetch;
  /** Final URL after redirects; `file:` for files. */
  readonly url: string;
  readonly status: number;
  /** As the header gives it, with its charset; '' when unknown. */
  readonly contentType: string;
  readonly bytes: Uint8Array;
  readonly observedAt: Instant;
};

/** Opaque to the app, stored per source in the same transaction as what it brought. JSON values only. */
export type Cursor = Readonly<Record<string, string | number>>;

export type Read = {
  /** False: the bytes are not of this source's format. Zero items of a recognised format is success. */
  readonly recognised: boolean;
  readonly observations: readonly Observation[];
  readonly cursor?: Cursor;
  /** Further requests that this answer asks for (next page, an autodiscovered feed, the rendered form). */
  readonly next?: readonly Fetch[];
};

/** What a source brings, for the set-up screens and the documentation. */
export type Brings = 'mentions' | 'reviews' | 'ratings' | 'pages' | 'prices' | 'jobs';

/**
 * One source: a manifest and two pure functions. `requests` says what to fetch, `read` what the bytes mean.
 * Neither touches the clock, the network or the disk: the app fetches, `read` runs in a killable worker.
 */
export type Collector<O = unknown> = {
  readonly id: string;
  readonly title: { readonly fr: string; readonly en: string };
  readonly homepage: string;
  readonly brings: readonly Brings[];
  /** What the owner must have: nothing, an account, a key, a file, a browser. */
  readonly needs: 'nothing' | 'account' | 'key' | 'file' | 'browser';
  readonly costs: 'free' | 'paid';
  /** One sentence on what the source's terms allow, with the fact it rests on. */
  readonly terms: string;
  /** Does robots.txt bind this source? Pages and discovery: yes. A feed or an API that the owner configured: no. */
  readonly obeysRobots: boolean;
  readonly options: z.ZodType<O>;
  readonly limits: {
    /** Least time between two requests to the host, ms. */
    readonly minIntervalMs: number;
    /** Most answers read in one collect (first page included). */
    readonly maxPages: number;
    /** Most observations kept from one collect. */
    readonly maxItems: number;
  };
  readonly secrets?: readonly SecretId[];
  requests(options: O, since: Cursor): readonly Fetch[];
  read(answer: Answer, options: O, since: Cursor): Read | Promise<Read>;
};
