import * as z from 'zod';
import type { Answer, Collector, Read } from '../src/domain/collector.ts';
import { decodeBytes } from './readers/decode.ts';
import { readFeed } from './readers/feed/read-feed.ts';
import { htmlToText } from './readers/html.ts';
import { MAX_TEXT_LENGTH, mentionOf } from './readers/observed.ts';

/** The feed shows the last 15. */
const ITEMS_MAX = 50;

const options = z.strictObject({
  /** The channel's id: what stands behind /channel/ in its address, `UC…`. */
  channel: z
    .string()
    .trim()
    .regex(/^UC[\w-]{4,40}$/, { error: 'expected a channel id that starts with UC' }),
});

type Options = z.infer<typeof options>;

/** The last videos of a YouTube channel, with their views, from its public feed. */
export const collector: Collector<Options> = {
  id: 'youtube-channel',
  title: { fr: 'Une chaîne YouTube', en: 'A YouTube channel' },
  homepage: 'https://developers.google.com/youtube/v3/guides/push_notifications',
  brings: ['mentions'],
  needs: 'nothing',
  costs: 'free',
  terms: 'YouTube publishes a feed of the last 15 videos of every channel, without a key; it fails at times.',
  obeysRobots: false,
  options,
  limits: { minIntervalMs: 5_000, maxPages: 1, maxItems: ITEMS_MAX },
  requests: settings => [
    { via: 'http', url: `https://www.youtube.com/feeds/videos.xml?channel_id=${settings.channel}` },
  ],
  read,
};

function read(answer: Answer): Read {
  const text = decodeBytes(answer.bytes, answer.contentType);
  const feed = readFeed(text, { base: answer.url });
  if (!feed || feed.flaw || feed.format !== 'atom') return { recognised: false, observations: [] };
  const observations = feed.items.slice(0, ITEMS_MAX).map(item => {
    const [author] = item.authors;
    return mentionOf('video', {
      sourceItemId: item.id,
      url: item.link,
      base: answer.url,
      title: item.title,
      text: htmlToText(item.content, MAX_TEXT_LENGTH),
      author: author ? { name: author.name, url: author.url, handle: undefined } : undefined,
      publishedAt: item.published,
      language: item.language || undefined,
      engagement: { views: item.views, likes: item.likes },
    });
  });
  return { recognised: true, observations };
}
