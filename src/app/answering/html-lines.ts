import { type Attributes, scanMarkup } from '../../../collectors/readers/markup.ts';

/** What mail programs call the part that they quote, in `class` or `id`. */
const QUOTE_MARK =
  /\b(?:gmail_quote|gmail_attr|yahoo_quoted|moz-cite-prefix|protonmail_quote|zmail_extra|divRplyFwdMsg|appendonsend|OLK_SRC_BODY_SECTION|ms-outlook-mobile-reference-message|WordSection-quote|mail_android_quote|quote|cite|x_?gmail_quote|oriMsgHtmlSeperator|orangeMailQuote|lpx-quote)\b/i;
/** Behind these everything is quoted, whatever element holds it. */
const REST_MARK =
  /\b(?:divRplyFwdMsg|appendonsend|ms-outlook-mobile-reference-message|oriMsgHtmlSeperator)\b/i;
/** Outlook draws a line over the head of what it quotes, and says nothing else. */
const OUTLOOK_RULE = /border(?:-top)?: ?(?:none; ?border-top: ?)?solid #?(?:E1E1E1|B5C4DF|E5E5E5|CCCCCC)/i;
const BREAKS = new Set('br p div tr li h1 h2 h3 h4 h5 h6 table blockquote ul ol pre hr td'.split(' '));
const UNSEEN = new Set('head style script title template noscript'.split(' '));
const VOID = new Set('br hr img input meta link col area base embed source track wbr'.split(' '));
const LENGTH_MAX = 200_000;

/**
 * A mail's HTML as lines of text: what stands in a quotation of any program begins with `> `, so that the rules for
 * plain text read it alike.
 */
export function htmlLines(html: string): string {
  const lines: string[] = [];
  const open: { name: string; quotes: boolean; hides: boolean }[] = [];
  let line = '';
  let quoted = 0;
  let hidden = 0;
  let isRest = false;
  const end = () => {
    const words = line.replace(/\s+/g, ' ').trim();
    if (words !== '') lines.push(quoted > 0 || isRest ? `> ${words}` : words);
    line = '';
  };
  scanMarkup(html.slice(0, LENGTH_MAX), [
    {
      open(name, attributes) {
        if (BREAKS.has(name)) end();
        if (isRestOf(attributes)) {
          end();
          isRest = true;
        }
        if (VOID.has(name)) return;
        const quotes = name === 'blockquote' || QUOTE_MARK.test(marksOf(attributes));
        const hides = UNSEEN.has(name);
        if (quotes) end();
        open.push({ name, quotes, hides });
        quoted += quotes ? 1 : 0;
        hidden += hides ? 1 : 0;
      },
      close(name) {
        if (BREAKS.has(name)) end();
        const at = open.findLastIndex(element => element.name === name);
        if (at < 0) return;
        if (open.slice(at).some(element => element.quotes)) end();
        for (const element of open.splice(at)) {
          quoted -= element.quotes ? 1 : 0;
          hidden -= element.hides ? 1 : 0;
        }
      },
      text(data) {
        if (hidden === 0) line += data;
      },
    },
  ]);
  end();
  return lines.join('\n');
}

function marksOf(attributes: Attributes): string {
  return `${attributes.class ?? ''} ${attributes.id ?? ''}`;
}

function isRestOf(attributes: Attributes): boolean {
  return REST_MARK.test(marksOf(attributes)) || OUTLOOK_RULE.test(attributes.style ?? '');
}
