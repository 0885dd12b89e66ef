/**
 * The lines of a mail that its writer wrote, above, below or between what she quotes. Nothing of a quotation is ever
 * taken for hers: where a program marks no quotation by `>`, all that follows its opening is left out.
 */
export function ownLines(text: string): readonly string[] {
  const lines = text.split(/\r\n|\r|\n/, LINES_MAX).map(plainLine);
  const own: string[] = [];
  let isSigned = false;
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at] ?? '';
    if (isQuoted(line)) {
      isSigned = false;
      continue;
    }
    if (opensRest(lines, at)) break;
    const opening = attributionLength(lines, at);
    if (opening > 0) {
      // What follows is quoted by signs, line by line, or is quoted to its end.
      if (!isQuoted(nextWritten(lines, at + opening))) break;
      at += opening - 1;
      continue;
    }
    if (line === '--') isSigned = true;
    if (!isSigned && line !== '' && !isMachineSignature(line)) own.push(line);
  }
  return own;
}

/** Longer mails are no answers; the rest is not looked at. */
const LINES_MAX = 2000;
const LINE_MAX = 400;
/** An attribution is broken over as many lines at most. */
const ATTRIBUTION_LINES_MAX = 4;

/** One line without invisible signs and odd spaces, its ends trimmed. */
function plainLine(line: string): string {
  return line
    .slice(0, LINE_MAX)
    .replace(/[\u200b-\u200f\u202a-\u202e\u2060\ufeff\u00ad]/g, '')
    .replace(/[\u00a0\u202f\u2000-\u200a\t]/g, ' ')
    .trim();
}

function isQuoted(line: string): boolean {
  return /^(?:>|&gt;|\|(?:\s|$)|»)/.test(line);
}

function nextWritten(lines: readonly string[], from: number): string {
  return lines.slice(from, from + LINES_MAX).find(line => line !== '') ?? '>';
}

const RULES = [
  // "-----Message d'origine-----", "---------- Forwarded message ---------", "-------- Courriel original --------"
  /^[-_=*\s]{2,}\s*(?:message|mail|courriel|e-mail|forwarded|original|d[ée]but du message|message transf[ée]r[ée]|reply|r[ée]ponse)[^-]{0,60}[-_=*\s]{2,}$/i,
  /^_{8,}$/,
  /^-{20,}$/,
  /^(?:d[ée]but du message (?:r[ée]exp[ée]di[ée]|transf[ée]r[ée])|begin forwarded message) ?:$/i,
  /^={8,}$/,
  /^message du (?:: ?)?(?:\d|lun|mar|mer|jeu|ven|sam|dim).{0,80}$/i,
  /^message (?:d'origine|d’origine|original|initial|pr[ée]c[ée]dent|transf[ée]r[ée])$/i,
];
/** Names of the lines that Outlook and webmails put above what they quote. */
const FIELD =
  /^\*?(?:de|from|exp[ée]diteur|envoy[ée](?: le)?|sent|date|[àa]|to|destinataire|objet|subject|sujet|cc)\*? ?:\*?(?: |$)/i;

/** Does everything from here on belong to the quoted mail? */
function opensRest(lines: readonly string[], at: number): boolean {
  const line = lines[at] ?? '';
  if (RULES.some(rule => rule.test(line))) return true;
  if (!/^\*?(?:de|from|exp[ée]diteur|date|envoy[ée](?: le)?|sent)\*? ?:/i.test(line)) return false;
  // One such line may be a sentence of hers; with a second one near it is a head.
  const near = lines.slice(at + 1, at + 6).filter(next => next !== '');
  return near.slice(0, 3).some(next => FIELD.test(next));
}

const DAY = /\d{1,4}|lun|mar|mer|jeu|ven|sam|dim|mon|tue|wed|thu|fri|sat|sun/i;
const WROTE = /(?:a ?[ée]crit|[ée]crivait|wrote|schrieb|ha scritto|escribi[óo]) ?(?: ?:)?$/i;

/**
 * "Le lun. 6 juil. 2026 à 07:00, X <x@y> a écrit :", "On Mon, Jul 6, 2026, X wrote:", also broken over lines; how
 * many lines it takes, 0: none begins here.
 */
function attributionLength(lines: readonly string[], at: number): number {
  const first = lines[at] ?? '';
  const begins = /^\*?(?:le|on|am|il|el)\b/i.test(first) && DAY.test(first);
  let whole = '';
  for (let taken = 0; taken < ATTRIBUTION_LINES_MAX; taken++) {
    const next = lines[at + taken] ?? '';
    if (next === '' || isQuoted(next)) return 0;
    whole = `${whole} ${next}`.trim();
    const isWhole = WROTE.test(whole) && (begins || /<[^<>]*@[^<>]*>|\S@\S/.test(whole) || taken === 0);
    if (isWhole && hasSomebody(whole)) return taken + 1;
    if (!begins && !/@/.test(whole)) return 0;
  }
  return 0;
}

/** "a écrit" alone is a word of hers; with a name, an address or a day before it, it is a program's. */
function hasSomebody(whole: string): boolean {
  return whole.replace(WROTE, '').trim().split(' ').length >= 2;
}

const MACHINE = [
  /^(?:envoy[ée]|sent|exp[ée]di[ée]|t[ée]l[ée]charg|obtene[zr]|obtenir|get|partag[ée]|enviado|gesendet)(?: [^.!?]{0,90})?(?:iphone|ipad|mobile|android|outlook|yahoo|samsung|galaxy|orange|huawei|xiaomi|smartphone|t[ée]l[ée]phone|free mail|la poste|laposte|proton|tablette|mail|courriel|gmail|blackberry)/i,
  /^(?:yahoo mail|provenance : courrier|sans virus|virus-free|garanti sans virus|l'absence de virus|cet e-mail a été vérifié)/i,
];

function isMachineSignature(line: string): boolean {
  return MACHINE.some(pattern => pattern.test(line));
}
