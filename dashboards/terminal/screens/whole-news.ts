import { say } from '../../../src/domain/catalogue.ts';
import { localDay } from '../../../src/domain/time.ts';
import { longDay, onOneLine, shortened } from '../../../src/domain/words.ts';
import type { Context } from '../../view-models/context.ts';
import type { News } from '../../view-models/rival-news.ts';
import { todoDetail } from '../../view-models/todo-detail.ts';
import type { Whole } from '../page.ts';
import { terminalText } from '../ui/encode.ts';
import type { Line, Span, Tone } from '../ui/line.ts';
import { BLANK, span } from '../ui/line.ts';
import { paragraph } from '../ui/text-lines.ts';
import type { DiffWord } from '../ui/word-diff.ts';
import { bracketed, wordDiff } from '../ui/word-diff.ts';
import { padded, wrapped } from '../ui/wrap.ts';
import { wholeLines } from './todo-lines.ts';

/** From here on before and after stand side by side. */
const PAIR_WIDTH_MIN = 60;
const GAP = 3;
const SIDE_MAX = 2000;

/** A competitor's news over the whole screen: before and after side by side, or the review in full. */
export function wholeNews(context: Context, news: News, width: number): Whole {
  const { review, change } = news;
  if (review) {
    const detail = todoDetail(context, { group: 'canWait', remark: review });
    return { title: news.head, lines: wholeLines(context, detail, null, width) };
  }
  if (!change) return { title: news.head, lines: [] };
  const { catalogue, timezone } = context;
  const seen = longDay(catalogue.language, localDay(change.seenAt, timezone));
  const sides = wordDiff(
    shortened(onOneLine(change.before), SIDE_MAX),
    shortened(onOneLine(change.after), SIDE_MAX),
  );
  const isJob = change.kind === 'job';
  const link = change.url;
  return {
    title: news.head,
    lines: [
      ...(isJob ? paragraph(news.words, { width }) : sideLines(context, news, sides, width)),
      BLANK,
      ...(isJob ? [] : paragraph(say(catalogue, 'wholeChange.marks'), { width, tone: 'soft' })),
      ...paragraph(say(catalogue, 'wholeChange.seen', { day: seen, site: shortened(change.site, 60) }), {
        width,
        tone: 'soft',
      }),
      ...(link === null
        ? []
        : paragraph(say(catalogue, 'wholeChange.link', { url: link }), { width, tone: 'soft', linesMax: 3 })),
    ],
  };
}

type Sides = ReturnType<typeof wordDiff>;

function sideLines(context: Context, news: News, sides: Sides, width: number): Line[] {
  const { catalogue } = context;
  const [before, after] = news.sides;
  const heads = [before?.label ?? '', after?.label ?? ''];
  const none = [say(catalogue, 'compare.added'), say(catalogue, 'compare.removed')];
  if (width < PAIR_WIDTH_MIN) {
    return [
      [span(heads[0] ?? '', 'strong')],
      ...markedLines(sides.before, none[0] ?? '', width),
      BLANK,
      [span(heads[1] ?? '', 'strong')],
      ...markedLines(sides.after, none[1] ?? '', width),
    ];
  }
  const half = Math.floor((width - GAP) / 2);
  const left = markedLines(sides.before, none[0] ?? '', half);
  const right = markedLines(sides.after, none[1] ?? '', half);
  const rows = Math.max(left.length, right.length);
  return [
    [span(padded(terminalText(heads[0] ?? ''), half + GAP), 'strong'), span(heads[1] ?? '', 'strong')],
    ...Array.from({ length: rows }, (_, index) => [
      ...filled(left[index] ?? BLANK, half + GAP),
      ...(right[index] ?? BLANK),
    ]),
  ];
}

function filled(line: Line, width: number): Line {
  const text = line.map(part => part.text).join('');
  const gap = padded(text, width).slice(text.length);
  return [...line, span(gap)];
}

/** Changed words in brackets, and in colour where there is some. */
function markedLines(words: readonly DiffWord[], none: string, width: number): Line[] {
  if (words.length === 0) return paragraph(none, { width, tone: 'soft' });
  let inside = false;
  return wrapped(terminalText(bracketed(words), SIDE_MAX * 2), width).map(text => {
    const spans: Span[] = [];
    for (const part of text.split(/(?=\[)|(?<=\])/u)) {
      if (part.startsWith('[')) inside = true;
      const tone: Tone = inside ? 'important' : 'plain';
      if (part !== '') spans.push(span(part, tone));
      if (part.endsWith(']')) inside = false;
    }
    return spans;
  });
}
