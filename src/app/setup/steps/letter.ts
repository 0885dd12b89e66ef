import { say } from '../../../domain/catalogue.ts';
import { VigieError } from '../../../domain/errors.ts';
import { providerOfAddress } from '../../../domain/mail-providers.ts';
import type { Settings } from '../../../domain/settings/settings.ts';
import { fold } from '../../../domain/text/fold.ts';
import { clockTime, type Language, weekday } from '../../../domain/words.ts';
import { loadSettings } from '../../../platform/settings-file.ts';
import { setChannel, setLetter } from '../edit-settings.ts';
import { givenText, type Step, TRIES_MAX } from '../step.ts';
import { yesNoIn } from '../yes-no.ts';

const DAYS: readonly string[] = [
  'monday',
  'tuesday',
  'wednesday',
  'thursday',
  'friday',
  'saturday',
  'sunday',
];
type Day = Settings['schedule']['letter']['day'];
export type When = { readonly day: Day; readonly at: string };

const ADDRESS = /^[^\s@<>,;:"]{1,64}@(?:[\p{L}\p{N}-]{1,63}\.)+[\p{L}\p{N}-]{2,63}$/u;

/** Where the letter goes. */
export const mailStep: Step = {
  id: 'mail',
  async run(setUp) {
    const { asking, catalogue, draft, path } = setUp;
    const given = givenText(setUp, 'mail');
    if (given !== null && !ADDRESS.test(given))
      throw new VigieError('UsageInvalid', { word: `--mail ${given}`, mend: '--mail nom@exemple.fr' });
    let address = given;
    for (let tries = 0; asking && address === null && tries < TRIES_MAX; tries += 1) {
      const answer = await asking.ask(say(catalogue, tries === 0 ? 'init.mail' : 'init.mailAgain'));
      if (answer === null) return 'stopped';
      if (answer === '') break;
      if (ADDRESS.test(answer)) address = answer;
    }
    if (address === null) return 'done';
    await draft.note({ mail: address });
    const smtp = givenText(setUp, 'smtp') ?? providerOfAddress(address)?.smtp;
    // A domain of her own says where her mail is only once its mailbox is set up.
    if (smtp !== undefined) await setChannel(path, { channel: 'email', to: address, smtp });
    return 'done';
  },
};

/** When the letter comes: her trade says, she may change it. */
export const whenStep: Step = {
  id: 'when',
  async run(setUp) {
    const { asking, catalogue, path } = setUp;
    const given = givenText(setUp, 'when');
    if (given !== null) {
      const when = whenIn(given);
      if (!when)
        throw new VigieError('UsageInvalid', { word: `--when ${given}`, mend: '--when "monday 07:00"' });
      await setLetter(path, when);
      return 'done';
    }
    const { day, at } = (await loadSettings(path)).schedule.letter;
    const { language } = catalogue;
    const words = { weekday: capitalDay(language, day), time: clockTime(language, at) };
    let question = `${say(catalogue, 'init.when', words)}\n${say(catalogue, 'init.whenHow')}`;
    for (let tries = 0; asking && tries < TRIES_MAX; tries += 1) {
      const answer = await asking.ask(question);
      if (answer === null) return 'stopped';
      if (answer === '' || yesNoIn(answer) === 'no') break;
      question = say(catalogue, 'init.whenHow');
      // « Changer ? » Oui: to what is asked next.
      if (yesNoIn(answer) === 'yes') continue;
      const when = whenIn(answer, { day, at });
      if (when) {
        await setLetter(path, when);
        break;
      }
      asking.tell(say(catalogue, 'init.again'));
    }
    return 'done';
  },
};

const FOLDED_DAYS: readonly (readonly [RegExp, Day])[] = [
  [/\b(?:lundis?|mondays?|mon)\b/, 'monday'],
  [/\b(?:mardis?|tuesdays?|tue)\b/, 'tuesday'],
  [/\b(?:mercredis?|wednesdays?|wed)\b/, 'wednesday'],
  [/\b(?:jeudis?|thursdays?|thu)\b/, 'thursday'],
  [/\b(?:vendredis?|fridays?|fri)\b/, 'friday'],
  [/\b(?:samedis?|saturdays?|sat)\b/, 'saturday'],
  [/\b(?:dimanches?|sundays?|sun)\b/, 'sunday'],
];

/** `mardi 10 h`, `10h30`, `Tuesday 2:30 pm`; what is not said stays. Null: neither a day nor an hour. */
export function whenIn(text: string, usual: When = { day: 'monday', at: '07:00' }): When | null {
  const words = fold(text);
  const day = FOLDED_DAYS.find(([sign]) => sign.test(words))?.[1];
  const hour = /\b(\d{1,2})\s*(?:[h:](?:\s*(\d{2}))?)?\s*(am|pm)?(?=\W|$)/.exec(words);
  const at = hour ? hourOf(Number(hour[1]), Number(hour[2] ?? 0), hour[3]) : null;
  if ((day === undefined && at === null) || (hour && at === null)) return null;
  return { day: day ?? usual.day, at: at ?? usual.at };
}

function hourOf(written: number, minutes: number, half: string | undefined): string | null {
  const hours = half === 'pm' && written < 12 ? written + 12 : half === 'am' && written === 12 ? 0 : written;
  if (hours > 23 || minutes > 59) return null;
  return `${String(hours).padStart(2, '0')}:${String(minutes).padStart(2, '0')}`;
}

/** `Lundi`; 5 January 2026 was a Monday. */
function capitalDay(language: Language, day: string): string {
  const index = DAYS.indexOf(day);
  const word = weekday(language, `2026-01-${String(5 + Math.max(index, 0)).padStart(2, '0')}`);
  return word.charAt(0).toUpperCase() + word.slice(1);
}
