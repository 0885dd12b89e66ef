import { decodeBytes } from '../../../collectors/readers/decode.ts';
import { readFeed } from '../../../collectors/readers/feed/read-feed.ts';
import { sanitisedHtml } from '../../../collectors/readers/feed/sanitised.ts';
import { cleanLine, cleanText } from '../../domain/text/clean.ts';

/** Of one field printed. */
const TEXT_MAX = 500_000;
const LINE_MAX = 4000;
/** Of one document printed: its items share it, the first ones first. */
const CONTENT_TOTAL_MAX = 4_000_000;

/** A contract with scripts: see "Stable interfaces". */
export type InspectedFeed = {
  readonly feed: {
    readonly title: string;
    readonly link: string;
    readonly description: string;
    readonly language: string;
  };
  readonly items: readonly {
    readonly title: string;
    readonly link: string;
    readonly published: string | null;
    readonly author: string;
    readonly id: string;
    readonly content: string;
  }[];
};

/** What a feed says, with sanitised content. Null: the bytes are no feed. */
export function inspectFeed(bytes: Uint8Array, url: string, contentType: string): InspectedFeed | null {
  const feed = readFeed(decodeBytes(bytes, contentType), { base: url });
  if (!feed) return null;
  let left = CONTENT_TOTAL_MAX;
  const safe = (html: string, base: string): string => {
    const content = cleanText(sanitisedHtml(html, base), Math.min(TEXT_MAX, left));
    left -= content.length;
    return content;
  };
  return {
    feed: {
      title: shownTitle(feed),
      link: feed.link,
      description: safe(feed.description, feed.base),
      language: feed.language,
    },
    items: feed.items.map(item => ({
      title: shownTitle(item),
      link: cleanLine(item.link, LINE_MAX),
      published: item.published,
      author: item.authors.map(author => author.name).join(', '),
      id: cleanLine(item.id, LINE_MAX),
      content: safe(item.content, item.base),
    })),
  };
}

/** In a title that the feed wrote as HTML, what looks like a tag but is text stays escaped, as it was. */
function shownTitle({
  title,
  titleIsText,
}: {
  readonly title: string;
  readonly titleIsText: boolean;
}): string {
  return titleIsText ? title : title.replace(/<(?=[a-z/!])/gi, '&lt;');
}
