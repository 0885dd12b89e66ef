import { Tokenizer } from 'htmlparser2';
import sanitizeHtml from 'sanitize-html';
import { htmlToText } from '../html.ts';
import { SILENT } from '../silent.ts';
import { escapeHtml, VOID_TAGS } from './value.ts';

/** Beyond, sanitize-html takes time in the square of the depth; no article nests so. */
const DEPTH_MAX = 500;

const TAGS = (
  'a abbr article aside b bdi bdo blockquote br caption cite code dd del details dfn div dl dt em ' +
  'figcaption figure footer h1 h2 h3 h4 h5 h6 header hr i img ins kbd li mark ol p pre q s samp ' +
  'section small span strike strong sub summary sup table tbody td tfoot th thead time tr tt u ul ' +
  'var'
).split(' ');

/**
 * HTML that is safe to show: an allow-list of tags and attributes, http and https addresses only, made absolute.
 *
 * @param base What relative addresses are relative to; '' leaves them.
 */
export function sanitisedHtml(html: string, base: string): string {
  if (!/[<&]/.test(html)) return html;
  if (depthOf(html) > DEPTH_MAX) return escapeHtml(htmlToText(html, html.length));
  return sanitizeHtml(html, {
    allowedTags: TAGS,
    allowedAttributes: {
      a: ['href', 'title', 'hreflang'],
      img: ['src', 'alt', 'title', 'width', 'height'],
      td: SPANS,
      th: SPANS,
      time: ['datetime'],
    },
    allowedSchemes: ['http', 'https', 'mailto'],
    allowedSchemesByTag: { img: ['http', 'https'] },
    parseStyleAttributes: false,
    transformTags: {
      a: (tagName, attribs) => ({ tagName, attribs: resolved(attribs, 'href', base) }),
      img: (tagName, attribs) => ({ tagName, attribs: resolved(attribs, 'src', base) }),
    },
  });
}

/** Elements that the next of their kind closes: many of them are long, not deep. */
const SELF_ENDING = new Set('p li dt dd td th tr option'.split(' '));

function isFlat(name: string): boolean {
  return VOID_TAGS.has(name) || SELF_ENDING.has(name);
}

/** How deep elements stand open at most, in one linear pass. */
function depthOf(html: string): number {
  let depth = 0;
  let deepest = 0;
  const tokenizer = new Tokenizer(
    { decodeEntities: false },
    {
      ...SILENT,
      onopentagname: (start, end) => {
        if (isFlat(html.slice(start, end).toLowerCase())) return;
        depth += 1;
        if (depth > deepest) deepest = depth;
      },
      onclosetag: (start, end) => {
        if (!isFlat(html.slice(start, end).toLowerCase())) depth = Math.max(0, depth - 1);
      },
    },
  );
  tokenizer.write(html);
  tokenizer.end();
  return deepest;
}

const SPANS = ['colspan', 'rowspan'];

function resolved(attributes: Record<string, string>, name: string, base: string): Record<string, string> {
  const address = attributes[name];
  if (address === undefined || base === '') return attributes;
  const url = URL.parse(address.trim(), base);
  return { ...attributes, [name]: url ? url.href : '' };
}
