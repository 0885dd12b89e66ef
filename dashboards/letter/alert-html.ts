import type { Alert } from '../view-models/alert.ts';
import type { OpenLink } from '../view-models/open-link.ts';
import { htmlAddress, htmlMailto } from './encode-html.ts';
import { INK, SOFT } from './html-style.ts';
import { mailDocument, TABLE, mailText as text } from './mail-document.ts';

const BUTTON =
  'display:inline-block;margin:0 8px 8px 0;padding:11px 16px;border:1px solid #c3ccd3;border-radius:6px;text-decoration:none;color:#0b5c99';

/** The alert as a mail part, read on a telephone in ten seconds. */
export function alertHtml(alert: Alert): string {
  const isList = alert.lead.some(line => line.startsWith('•'));
  const lead = isList ? alert.lead : [alert.lead.join(' ')];
  const paragraphs = lead.map(words => `<p class="ink" style="margin:0 0 10px;${INK}">${text(words)}</p>`);
  const why =
    alert.why === null ? '' : `<p class="soft" style="margin:0 0 10px;${SOFT}">${text(alert.why)}</p>`;
  const steps = alert.steps.map(
    (step, index) =>
      `<tr><td class="mark" width="24" valign="top" style="${INK};font-weight:700;color:#a34400">${index + 1}.</td><td class="ink" valign="top" style="padding-bottom:8px;${INK}">${text(step)}</td></tr>`,
  );
  const rows = [
    paragraphs.join('') + why,
    ...(steps.length === 0 ? [] : [`<table ${TABLE} width="100%">${steps.join('')}</table>`]),
    ...(alert.links.length === 0 ? [] : [`<div class="actions">${alert.links.map(button).join('')}</div>`]),
  ];
  const { language, subject, head, next } = alert;
  return mailDocument({ language, subject, about: head, rows, footer: [next] });
}

function button({ url, words }: OpenLink): string {
  const address = htmlAddress(url) ?? htmlMailto(url);
  if (address === null) return '';
  return `<a class="link button" href="${address}" rel="noreferrer noopener" style="${BUTTON};${SOFT.replace('color:#4f5962', 'color:#0b5c99')}">${text(words)}</a>`;
}
