import { say } from '../../domain/catalogue.ts';
import { VigieError } from '../../domain/errors.ts';
import type { Settings } from '../../domain/settings/settings.ts';
import { addDays, localDay } from '../../domain/time.ts';
import { clockTime, longDay } from '../../domain/words.ts';
import { dataDirectory, settingsPath } from '../../platform/files.ts';
import { loadSettings, readSettings } from '../../platform/settings-file.ts';
import { EXIT, type ExitCode, type Invocation } from '../command.ts';
import { openWeb, type Web } from '../discovering/web.ts';
import { autostartOf } from '../scheduling/autostart-of.ts';
import { catalogueFor } from '../wording.ts';
import { openAsking } from './asking.ts';
import { newDraft, unfinishedDraft } from './draft.ts';
import type { SetUp, Step } from './step.ts';
import { autostartStep } from './steps/autostart.ts';
import { firmStep } from './steps/firm.ts';
import { mailStep, whenStep } from './steps/letter.ts';
import { mailboxStep } from './steps/mailbox.ts';
import { connectToOf, networkStep } from './steps/network.ts';
import { pasteStep } from './steps/paste.ts';
import { rivalsStep } from './steps/rivals.ts';
import { samplesStep } from './steps/samples.ts';
import { sitesStep } from './steps/sites.ts';

/** In the order of the questions. Each is asked once: what is done is kept, a broken-off set-up goes on after it. */
const STEPS: readonly Step[] = [
  firmStep,
  networkStep,
  sitesStep,
  samplesStep,
  rivalsStep,
  mailStep,
  whenStep,
  mailboxStep,
  pasteStep,
  autostartStep,
];

/**
 * From nothing to settings that Vigie can live on: in a terminal by questions, elsewhere by flags and defaults.
 * @throws VigieError SettingsExist when settings stand there that no broken-off set-up began
 */
export async function setUpFirm(invocation: Invocation): Promise<ExitCode> {
  const { flags, io } = invocation;
  const path = settingsPath(flags.config, io.env);
  const unfinished = await unfinishedDraft(path);
  const exists = await readSettings(path).then(
    () => true,
    () => false,
  );
  const isMailboxOnly = invocation.values['mailbox'] !== undefined && exists && !unfinished;
  if (exists && !unfinished && !isMailboxOnly) throw new VigieError('SettingsExist', { path });
  const settings = exists ? await loadSettings(path) : null;
  const catalogue = catalogueFor(invocation, settings);
  const asking = flags.input && io.stdin.isTTY === true ? openAsking(io) : null;
  const web = lazyWeb(invocation, settings?.network ?? NO_PLACES);
  const setUp: SetUp = {
    invocation,
    catalogue,
    asking,
    path,
    dataDir: dataDirectory(flags.dataDir, io.env),
    draft: unfinished ?? newDraft(path),
    web: web.open,
  };
  try {
    if (!isMailboxOnly)
      asking?.tell(
        `${say(catalogue, unfinished ? 'init.resumed' : 'init.welcome').replaceAll('. ', '.\n')}\n`,
      );
    const steps = isMailboxOnly ? [mailboxStep] : STEPS;
    for (const step of steps) {
      if (setUp.draft.isDone(step.id)) continue;
      if ((await step.run(setUp)) === 'stopped') {
        io.stderr.write(`${say(catalogue, 'init.kept')}\n`);
        return EXIT.interrupted;
      }
      await setUp.draft.finish(step.id);
    }
    await setUp.draft.remove();
    if (isMailboxOnly) return EXIT.ok;
    const ready = await readyWords(setUp, await loadSettings(path));
    const after = [say(catalogue, 'import.next'), say(catalogue, 'init.settingsAt', { path })];
    io.stdout.write(`${[...ready, ...after].join('\n')}\n`);
    return EXIT.ok;
  } finally {
    asking?.close();
    await web.close();
  }
}

/** A letter is promised only where it has a way to leave, and everything may be closed only where Vigie starts alone. */
async function readyWords({ catalogue, invocation }: SetUp, settings: Settings): Promise<readonly string[]> {
  const { channels, schedule, timezone } = settings;
  const { state } = await autostartOf(invocation).status();
  const later = state === 'off' ? [say(catalogue, 'init.autostartLater')] : [];
  if (channels.length === 0) return [say(catalogue, 'init.doneHere'), ...later];
  const day = nextLetter(schedule.letter, localDay(invocation.clock.now(), timezone));
  const { language } = catalogue;
  const date = `${longDay(language, day)}, ${clockTime(language, schedule.letter.at)}`;
  return [say(catalogue, state === 'on' ? 'init.done' : 'init.doneIfOpen', { date }), ...later];
}

type Places = Pick<Settings['network'], 'allowPrivate' | 'connectTo'>;
const NO_PLACES: Places = { allowPrivate: [], connectTo: {} };

/** Opened when a question needs it; where nobody answers, only for what flags ask of it. */
function lazyWeb(
  invocation: Invocation,
  { allowPrivate, connectTo }: Places,
): { open: () => Web | null; close: () => Promise<void> } {
  let opened: Web | null = null;
  return {
    open: () => {
      if (invocation.values['offline'] === true) return null;
      opened ??= openWeb(
        { allowPrivate, connectTo: { ...connectTo, ...connectToOf({ invocation }) } },
        invocation.clock,
      );
      return opened;
    },
    close: async () => opened?.close(),
  };
}

/** The first such day after today. */
function nextLetter({ day }: { readonly day: string }, today: string): string {
  const names = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];
  const weekday = new Date(`${today}T12:00:00Z`).getUTCDay();
  const ahead = (names.indexOf(day) - weekday + 7) % 7;
  return addDays(today, ahead === 0 ? 7 : ahead);
}
