/**
 * Inline styles for mail programs that drop <style>, classes for dark mode where it is understood. No picture, no
 * font, no script, nothing fetched. Where a program turns colours round by itself, every pair still contrasts.
 */
export const STYLE = `
:root{color-scheme:light dark;supported-color-schemes:light dark}
@media (prefers-color-scheme:dark){
.page{background:#14171a!important}.card{background:#1e2327!important;border-color:#3a434b!important}
.ink{color:#eceff1!important}.soft{color:#b3bdc5!important}.mark{color:#f3b07a!important}.link{color:#8ccbf5!important}
.rule{border-color:#3a434b!important}.box{background:#262d33!important;border-color:#8ccbf5!important}
.button{background:#262d33!important;border-color:#5b6670!important}
.t-positive{background:#3fc29b!important}.t-mixed{background:#f0bf4c!important}.t-negative{background:#f08a4b!important}
.t-neutral{background:#8d99a3!important}.t-unclear{background:#58636c!important}
}
@media (max-width:620px){.card{width:100%!important}.pad{padding-left:18px!important;padding-right:18px!important}}
@media print{.page{background:#ffffff!important}.card{border:0!important}.actions{display:none!important}}`;

const FONT = "font-family:-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif";
export const INK = `${FONT};font-size:16px;line-height:1.5;color:#1d2328`;
export const SOFT = `${FONT};font-size:14px;line-height:1.5;color:#4f5962`;
export const TITLE = `${FONT};font-size:22px;line-height:1.3;color:#1d2328`;

/** Headings are small capitals; the one of what is to do stands out. */
export function heading(isTodo: boolean): string {
  return `margin:0 0 8px;${FONT};font-size:13px;font-weight:700;letter-spacing:.06em;text-transform:uppercase;color:${isTodo ? '#a34400' : '#4f5962'}`;
}

/** Okabe and Ito's colours, which stay apart for every eye; each part bears its count. */
export const TONE_COLOURS = {
  positive: '#009e73',
  mixed: '#e69f00',
  negative: '#d55e00',
  neutral: '#7d8a94',
  unclear: '#b9c2c9',
} as const;
