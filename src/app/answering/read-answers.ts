import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { FIRM, slug } from '../../domain/brand.ts';
import type { Act } from '../../domain/house.ts';
import { addDays, type Instant, localDay, startOfDay, weekOf } from '../../domain/time.ts';
import { letterKey, sealWith } from '../../platform/letter-key.ts';
import { messageIdOf, stopSubject } from '../../platform/mail-message.ts';
import type { MailSession } from '../../platform/mailbox.ts';
import { actOnce, answersRead, noteMail, saveAnswersRead } from '../../platform/store/answered.ts';
import { incidentsById, settleIncident } from '../../platform/store/incidents.ts';
import { offeredBy, sentLetterKeys } from '../../platform/store/letter-items.ts';
import { sentAlerts } from '../../platform/store/sent-alerts.ts';
import type { LocalHouse } from '../host/local-house.ts';
import type { AnswerMail } from './answer-mail.ts';
import { openAnswerReader } from './answer-reader.ts';
import type { CodeVerb } from './codes.ts';
import { type AnsweredAct, type AnswerWorld, decide, type SentLetter } from './decide.ts';
import { matterOf } from './matter-of.ts';

const FOLDER = 'INBOX';
/** As `settingsPath` calls it. */
const SETTINGS_FILE = 'vigie.yaml';
/** She does not write to herself more often than this between two passes. */
const MESSAGES_MAX = 100;
const BYTES_MAX = 10 * 1_048_576;

/**
 * Reads what the owner answered to her letters and the prepared mails that she sent to herself, and does what they
 * say, each once. What is not certain does nothing and is told in the next letter.
 *
 * @param mailbox a session with her mailbox; only mails from her own address are opened
 * @param onAct told after each thing done, so that what is to be learnt from it is learnt
 * @returns how many things were done, a wish about the letters included
 */
export async function readAnswers(
  local: LocalHouse,
  mailbox: Pick<MailSession, 'fetchNew'>,
  onAct: (act: Act) => Promise<void> = async () => undefined,
): Promise<{ readonly acted: number }> {
  const { store, settings, clock } = local;
  const address = settings.mailbox?.address.toLowerCase();
  if (address === undefined) return { acted: 0 };
  const now = clock.now();
  const mail = await mailbox.fetchNew({
    folder: FOLDER,
    senders: [address],
    after: await answersRead(store, FOLDER),
    now: Date.parse(now),
    messagesMax: MESSAGES_MAX,
    bytesMax: BYTES_MAX,
  });
  let acted = 0;
  if (mail.messages.length > 0) {
    const world = await worldOf(local, address);
    const reader = openAnswerReader();
    try {
      for (const { raw } of mail.messages) acted += await answer(local, world, await reader.read(raw), onAct);
    } finally {
      await reader.close();
    }
  }
  await saveAnswersRead(store, FOLDER, { uid: mail.nextUid, validity: mail.validity });
  return { acted };
}

async function answer(
  local: LocalHouse,
  world: AnswerWorld,
  mail: AnswerMail | null,
  onAct: (act: Act) => Promise<void>,
): Promise<number> {
  const { store, clock } = local;
  const decision = mail === null ? null : decide(mail, world);
  const now = clock.now();
  if (decision === null || decision.kind === 'none') return 0;
  if (decision.kind !== 'act') {
    const { key, kind } = decision;
    let heard = 0;
    await noteMail(store, { key, verb: kind, at: now }, async () => {
      if (kind === 'monthly' || kind === 'weekly') await changeRhythm(local, kind);
      if (kind !== 'unclear') heard = 1;
    });
    return heard;
  }
  let done = 0;
  const settled = new Set<string>();
  for (const act of decision.acts) {
    // What is said of one remark of a crisis was done for all of them.
    if (!settled.has(act.mentionId)) done += await carriedOut(local, act, onAct, settled);
  }
  return done;
}

/** What she says of a crisis is said of all that it holds, and of its incident. Returns how many things were done. */
async function carriedOut(
  local: LocalHouse,
  { key, mentionId, verb }: AnsweredAct,
  onAct: (act: Act) => Promise<void>,
  settled: Set<string>,
): Promise<number> {
  const { store, settings, clock } = local;
  const now = clock.now();
  const later = laterInstant(settings, now);
  const matter = verb === 'not-us' ? null : await matterOf(local, mentionId);
  const others =
    matter?.members.slice(1).map(({ id }) => ({ key: `${key}#${id}`, mentionId: id, verb })) ?? [];
  let done = 0;
  for (const one of [{ key, mentionId, verb }, ...others]) {
    settled.add(one.mentionId);
    const act = actOf(one, later);
    if (!(await actOnce(store, one.key, act, now))) continue;
    await onAct(act);
    done += 1;
  }
  if (matter !== null && done > 0) {
    const isLater = verb === 'later';
    const as = isLater ? 'snoozed' : 'acknowledged';
    await settleIncident(store, { incidentId: matter.id, as, until: isLater ? later : null, at: now });
  }
  return done;
}

/** Written into the settings, where she sees it and may change it back; the next start of the program reads it. */
async function changeRhythm(
  { settingsDir, settingsFile }: LocalHouse,
  rhythm: 'monthly' | 'weekly',
): Promise<void> {
  const path = settingsFile ?? join(settingsDir, SETTINGS_FILE);
  if (!existsSync(path)) return;
  const { setLetter } = await import('../setup/edit-settings.ts');
  await setLetter(path, { rhythm });
}

function actOf({ mentionId, verb }: AnsweredAct, later: Instant): Act {
  const act: Act & { verb: CodeVerb } = { mentionId, verb, subject: FIRM };
  return verb === 'later' ? { ...act, until: later } : act;
}

const DAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];

/** "Later" is the next letter's day: that is when she sits down to it anyway. */
function laterInstant({ schedule, timezone }: LocalHouse['settings'], now: Instant): Instant {
  const today = localDay(now, timezone);
  const day = addDays(weekOf(today).from, Math.max(0, DAYS.indexOf(schedule.letter.day)));
  return startOfDay(day > today ? day : addDays(day, 7), timezone);
}

async function worldOf({ store, settings, clock }: LocalHouse, address: string): Promise<AnswerWorld> {
  const key = await letterKey(dirname(store.spoolDir));
  const seal = sealWith(key);
  const letters = new Map<string, SentLetter>();
  for (const sentKey of await sentLetterKeys(store)) {
    const letter = sentKey.split(':')[1] ?? '';
    const sent = { letter, offered: await offeredBy(store, letter) };
    letters.set(messageIdOf(seal, sentKey, address), sent);
  }
  const today = localDay(clock.now(), settings.timezone);
  for (const { key: sentKey, incidentIds } of await sentAlerts(store)) {
    const incidents = await incidentsById(store, incidentIds);
    const offered = [...new Set(incidents.flatMap(({ facts }) => facts.mentionIds))];
    if (offered.length === 0) continue;
    letters.set(messageIdOf(seal, sentKey, address), { letter: today, offered, isAlert: true });
  }
  return {
    address,
    signer: { key, brandId: slug(settings.firm.name) },
    today,
    letters,
    stop: stopSubject(seal, address),
  };
}
