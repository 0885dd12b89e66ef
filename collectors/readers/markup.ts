import { Parser, Tokenizer, type TokenizerCallbacks } from 'htmlparser2';

/** Attributes of one element, names in lower case, entities decoded. */
export type Attributes = Readonly<Record<string, string>>;

/** One reader of a page's events. All sinks of a page share one linear pass; none keeps a tree. */
export type MarkupSink = {
  open(name: string, attributes: Attributes): void;
  close(name: string): void;
  text(data: string): void;
};

/**
 * Deepest element that is read. Real pages stay under 100; the parser looks its stack through at every
 * closing tag, so without a cap a page of unclosed elements costs the square of its length.
 */
const MAX_DEPTH = 512;

/** Drops the tags that open below MAX_DEPTH, with as many closing tags, before the parser sees them. */
function depthGuard(depth: () => number, inner: TokenizerCallbacks): TokenizerCallbacks {
  let skipped = 0;
  return {
    onattribdata: (start, end) => inner.onattribdata(start, end),
    onattribentity: codepoint => inner.onattribentity(codepoint),
    onattribend: (quote, end) => inner.onattribend(quote, end),
    onattribname: (start, end) => inner.onattribname(start, end),
    oncdata: (start, end, offset) => inner.oncdata(start, end, offset),
    oncomment: (start, end, offset) => inner.oncomment(start, end, offset),
    ondeclaration: (start, end) => inner.ondeclaration(start, end),
    onend: () => inner.onend(),
    onopentagend: end => inner.onopentagend(end),
    onprocessinginstruction: (start, end) => inner.onprocessinginstruction(start, end),
    onselfclosingtag: end => inner.onselfclosingtag(end),
    ontext: (start, end) => inner.ontext(start, end),
    ontextentity: (codepoint, end) => inner.ontextentity(codepoint, end),
    isInForeignContext: () => inner.isInForeignContext?.() ?? false,
    onopentagname(start, end) {
      if (depth() < MAX_DEPTH) inner.onopentagname(start, end);
      else skipped++;
    },
    onclosetag(start, end) {
      if (skipped > 0) skipped--;
      else inner.onclosetag(start, end);
    },
  };
}

/** Reads `html` once and tells every sink what opens, closes and is said. Linear; never throws on bad markup. */
export function scanMarkup(html: string, sinks: readonly MarkupSink[]): void {
  let depth = 0;
  class GuardedTokenizer extends Tokenizer {
    constructor(options: ConstructorParameters<typeof Tokenizer>[0], callbacks: TokenizerCallbacks) {
      super(
        options,
        depthGuard(() => depth, callbacks),
      );
    }
  }
  const parser = new Parser(
    {
      onopentag(name, attributes) {
        depth++;
        for (const sink of sinks) sink.open(name, attributes);
      },
      onclosetag(name) {
        depth--;
        for (const sink of sinks) sink.close(name);
      },
      ontext(data) {
        for (const sink of sinks) sink.text(data);
      },
    },
    { decodeEntities: true, Tokenizer: GuardedTokenizer },
  );
  parser.write(html);
  parser.end();
}
