/** One answer of the fictional web. */
export type Page = {
  readonly status: number;
  readonly contentType: string;
  readonly body: string;
};

export const notFound: Page = { status: 404, contentType: 'text/plain; charset=utf-8', body: 'Not found' };

/** For text and double-quoted attributes of HTML and XML alike. */
export function escapeMarkup(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');
}

/** JSON inside a script element: `</script>` must not end it. */
export function scriptJson(value: unknown): string {
  return JSON.stringify(value).replace(/</g, '\\u003c');
}

/** A plain French page: `body` is markup, `title` is text. */
export function htmlPage(title: string, body: string): Page {
  const head = `<meta charset="utf-8"><title>${escapeMarkup(title)}</title>`;
  return {
    status: 200,
    contentType: 'text/html; charset=utf-8',
    body: `<!doctype html>\n<html lang="fr"><head>${head}</head>\n<body>\n${body}\n</body></html>\n`,
  };
}

export function jsonPage(value: unknown): Page {
  return { status: 200, contentType: 'application/json; charset=utf-8', body: JSON.stringify(value) };
}
