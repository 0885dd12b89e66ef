import { createHash } from 'node:crypto';
import * as z from 'zod';
import type { Answer, Collector, Cursor, Mailbox, Read } from '../src/domain/collector.ts';
import { withArrivals } from '../src/domain/mail-rhythm.ts';
import { isListedSender, MAIL_SENDERS, type MailSender, mailSender } from '../src/domain/mail-senders.ts';
import { type Observation, UNVERIFIED_SENDER } from '../src/domain/observation.ts';
import { reviewKey } from '../src/domain/review-link.ts';
import { fold } from '../src/domain/text/fold.ts';
import { readMbox } from './readers/mail/mbox.ts';
import { type Link, type Mail, readMail } from './readers/mail/message.ts';
import { readNotice, tellsOfReview } from './readers/mail/notice.ts';
import { mentionOf, reviewOf } from './readers/observed.ts';
import { timezone, USUAL_ZONE } from './readers/options.ts';

const KNOWN = MAIL_SENDERS.map(sender => sender.id);
const isSender = (from: string) =>
  mailSender(from) !== undefined || /^[\w.+-]{0,64}@[a-z0-9-]+(?:\.[a-z0-9-]+)+$/i.test(from);

const options = z.strictObject({
  /** Whose notices: a platform (`tripadvisor`), an address, or a domain (`@monavis.example`). */
  from: z
    .string()
    .trim()
    .min(1)
    .max(254)
    .refine(isSender, { error: `expected one of ${KNOWN.join(', ')}, or an address` }),
  /** The mailbox's folder that notices are sorted into. Default INBOX. */
  folder: z
    .string()
    .trim()
    .min(1)
    .max(200)
    .refine(folder => !/[\u0000-\u001F]/.test(folder), { error: 'expected one line' })
    .optional(),
  /** Zone of dates that have none. Default Europe/Paris. */
  timezone,
});

type Options = z.infer<typeof options>;

/** As many messages as one pass brings. */
const MAX_ITEMS = 500;

function requests({ from, folder }: Options, since: Cursor): Mailbox[] {
  const senders = mailSender(from)?.senders ?? [from];
  return [{ via: 'mailbox', folder: folder ?? 'INBOX', senders, after: afterOf(since) }];
}

/** `<validity>/<first UID not read>` */
function afterOf({ after }: Cursor): Mailbox['after'] {
  const [, validity, uid] = /^(\d{1,20})\/(\d{1,10})$/.exec(String(after ?? '')) ?? [];
  return validity === undefined ? null : { uid: Number(uid), validity };
}

async function read(answer: Answer, settings: Options, since: Cursor): Promise<Read> {
  const mbox = readMbox(answer.bytes);
  if (!mbox) return { recognised: false, observations: [] };
  const known = mailSender(settings.from);
  const sender = known ?? ownSender(settings.from);
  const observations: Observation[] = [];
  const arrivals: string[] = [];
  const seen = new Set<string>();
  for (const message of mbox.messages) {
    const mail = await readMail(message.raw);
    if (!mail || !isListedSender(mail.from, sender.senders)) continue;
    if (mail.messageId !== '' && seen.has(mail.messageId)) continue;
    seen.add(mail.messageId);
    const at = earlier(message.receivedAt, mail.sentAt);
    const found = observed(mail, at, sender, settings.timezone ?? USUAL_ZONE);
    if (at !== null && found.kind === 'review') arrivals.push(at);
    observations.push(found);
  }
  return {
    recognised: true,
    observations: observations.slice(0, MAX_ITEMS),
    cursor: {
      after: `${mbox.validity}/${mbox.lastUid + 1}`,
      days: withArrivals(String(since['days'] ?? ''), arrivals),
    },
  };
}

/** A mailbox that moved to another provider was received again on that day; a clock ahead of ours is no date. */
function earlier(received: string | null, sent: string | null): string | null {
  if (received === null || sent === null) return received ?? sent;
  return sent < received ? sent : received;
}

/** A platform that nobody has described: what its notices say is read by the same words. */
function ownSender(from: string): MailSender {
  const host = from.slice(from.lastIndexOf('@') + 1).toLowerCase();
  return { id: host, site: host, senders: [from], best: 5, home: `https://${host}/` };
}

/**
 * A known form is a review. Another mail that tells of a customer's words is a review without stars or text: it is
 * about the firm for certain, and is shown with its link. What is neither is a message with its subject alone. A
 * sender that the provider says is not what it claims is never a review, and its links are not given.
 */
function observed(mail: Mail, at: string | null, sender: MailSender, zone: string): Observation {
  const id = idOf(mail);
  if (mail.authenticity === 'fail') {
    const author = { name: mail.from, handle: UNVERIFIED_SENDER, url: undefined };
    return mentionOf('message', { sourceItemId: id, title: mail.subject, text: '', author, publishedAt: at });
  }
  const notice = readNotice(mail, sender, zone);
  const url = linkOf(mail.links, sender);
  if (notice) {
    const { author, title, text, rating } = notice;
    return reviewOf(
      {
        sourceItemId: reviewKey(url) ?? (text === '' && author === '' ? id : undefined),
        url,
        title,
        text,
        author: { name: author, handle: undefined, url: undefined },
        publishedAt: notice.at ?? at,
      },
      rating,
    );
  }
  const fields = { sourceItemId: id, url, title: mail.subject, text: '', publishedAt: at };
  return tellsOfReview(mail.subject) ? reviewOf(fields, null) : mentionOf('message', fields);
}

/** The message's own id, else what it says and when: two copies of one mail are one. */
function idOf({ messageId, subject, sentAt, lines }: Mail): string {
  const own = messageId === '' ? JSON.stringify([subject, sentAt, lines.slice(0, 50)]) : messageId;
  return `mail:${createHash('sha256').update(own).digest('hex').slice(0, 32)}`;
}

const ANSWERS = /\b(?:repondre|reply|respond)\b/;
const SHOWS = /\b(?:avis|commentaire|review|comment|voir|view|see|read|lire|consulter)\b/;
const LEAVES = /\b(?:desabonn|unsubscribe|preferences|confidentialite|privacy|conditions|terms|aide|help)/;

/** The review's own address if one is among them, else where it can be answered, else the platform's own page. */
function linkOf(links: readonly Link[], sender: MailSender): string {
  const own = links.filter(({ url, words }) => isOwnLink(url, sender) && !LEAVES.test(fold(words)));
  const best =
    own.find(({ url }) => reviewKey(url) !== null) ??
    own.find(({ words }) => ANSWERS.test(fold(words))) ??
    own.find(({ words }) => SHOWS.test(fold(words)));
  return best?.url ?? sender.home;
}

/** A mail may be forged where nobody checks: only the platform's own addresses are ever shown. */
function isOwnLink(url: string, { senders, home }: MailSender): boolean {
  const host = new URL(url).hostname;
  const domains = [
    new URL(home).hostname,
    ...senders.map(sender => sender.slice(sender.lastIndexOf('@') + 1)),
  ];
  return domains
    .map(domain => domain.toLowerCase())
    .some(domain => host === domain || host.endsWith(`.${domain}`) || domain.endsWith(`.${host}`));
}

/** Notices that platforms send by mail: the way in where a site has no feed and refuses automatic reading. */
export const collector: Collector<Options> = {
  id: 'mailbox',
  title: { fr: 'Les mails d’avis d’une plateforme', en: 'A platform’s review mails' },
  homepage: 'https://datatracker.ietf.org/doc/html/rfc9051',
  brings: ['reviews', 'mentions'],
  needs: 'account',
  costs: 'free',
  terms:
    'Your own mail, sent to you by the platform: only its notices are opened, and nothing is marked read.',
  obeysRobots: false,
  options,
  limits: { minIntervalMs: 1_000, maxPages: 1, maxItems: MAX_ITEMS },
  secrets: ['mailbox'],
  requests,
  read,
};
