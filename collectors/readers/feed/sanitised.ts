import sanitizeHtml from 'sanitize-html';

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

const SPANS = ['colspan', 'rowspan'];

function resolved(attributes: Record<string, string>, name: string, base: string): Record<string, string> {
  const address = attributes[name];
  if (address === undefined || base === '') return attributes;
  const url = URL.parse(address.trim(), base);
  return { ...attributes, [name]: url ? url.href : '' };
}
