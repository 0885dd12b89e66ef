import * as z from 'zod';
import type { Channel, Message, Receipt, Sending } from '../../domain/channel.ts';
import { cleanLine, cleanText } from '../../domain/text/clean.ts';
import { deliveryError, receiptOfStatus } from '../delivery-errors.ts';

const options = z.strictObject({
  url: z.url({ protocol: /^https?$/ }).max(2000),
  /** `slack`: what Slack, Mattermost and Rocket.Chat take. Default: `generic`. */
  form: z.enum(['generic', 'slack']).optional(),
});

type Options = z.infer<typeof options>;

/** Receivers cut at some thousands of characters. */
const TEXT_LENGTH_MAX = 3_000;

async function send(
  message: Message,
  key: string,
  { url, form }: Options,
  sending: Sending,
): Promise<Receipt> {
  const { host } = new URL(url);
  try {
    const token = await sending.secret('webhook');
    const { status } = await sending.post({
      url,
      headers: {
        'content-type': 'application/json',
        'idempotency-key': key,
        ...(token === null ? {} : { authorization: `Bearer ${token}` }),
      },
      body: JSON.stringify(form === 'slack' ? slackBody(message) : genericBody(message, key)),
    });
    return receiptOfStatus(status, host);
  } catch (error) {
    throw deliveryError(error, host);
  }
}

function genericBody(message: Message, key: string) {
  const { kind, link } = message;
  return {
    key,
    kind,
    subject: cleanLine(message.subject, 60),
    summary: cleanLine(message.summary, 200),
    text: cleanText(message.text, TEXT_LENGTH_MAX),
    link,
  };
}

/** Quoted words may neither call anybody nor become a link or a picture. */
function slackBody(message: Message) {
  const lines = [
    `*${inert(cleanLine(message.subject, 60))}*`,
    inert(cleanText(message.text, TEXT_LENGTH_MAX)),
  ];
  const link = message.link === null ? [] : [inert(message.link)];
  return { text: [...lines, ...link].join('\n'), unfurl_links: false, unfurl_media: false };
}

/** Slack's own three escapes; then what Mattermost would read as mention, link or picture. */
function inert(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replace(/@(?=\w)/g, '@\u2060')
    .replaceAll('](', '] (');
}

export const channel: Channel<Options> = {
  id: 'webhook',
  title: {
    fr: 'Une adresse de votre choix (webhook, Slack)',
    en: 'An address of your choice (webhook, Slack)',
  },
  options,
  secrets: ['webhook'],
  send,
};
