import { say } from '../../domain/catalogue.ts';
import { VigieError } from '../../domain/errors.ts';
import { forTerminal } from '../../domain/words.ts';
import { dataDirectory, settingsPath } from '../../platform/files.ts';
import { loadSettings } from '../../platform/settings-file.ts';
import { CHECKS, type Finding, type Patient } from '../care/check.ts';
import { checkDisk, checkPrivate, checkSettingsFile } from '../care/check-files.ts';
import { checkHouse } from '../care/check-house.ts';
import { checkAutostart, checkBrowser, checkMailbox, checkSending } from '../care/check-world.ts';
import { type Command, EXIT, type ExitCode, type Invocation } from '../command.ts';
import { tellAnyway } from '../telling.ts';
import { catalogueFor } from '../wording.ts';

export const command: Command = {
  essential: true,
  summary: {
    fr: 'Vérifie l’installation, et répare ce qui peut l’être',
    en: 'Checks the installation, and mends what can be mended',
  },
  usage: 'doctor [--fix]',
  examples: ['vigie doctor', 'vigie doctor --fix', 'vigie doctor --json'],
  options: { fix: { type: 'boolean' } },
  async run(invocation) {
    const patient = await patientOf(invocation);
    const found = await findings(patient);
    const wantsFix = invocation.values['fix'] === true && !invocation.flags.dryRun;
    const told = wantsFix ? await mended(found, patient) : found.map(finding => ({ finding, fixed: false }));
    report(patient, told, wantsFix);
    return exitCodeOf(told.filter(({ fixed }) => !fixed).map(({ finding }) => finding));
  },
};

async function patientOf(invocation: Invocation): Promise<Patient> {
  const { flags, io } = invocation;
  const path = settingsPath(flags.config, io.env);
  const settings = await loadSettings(path).catch((error: unknown) => {
    if (error instanceof VigieError) return null;
    throw error;
  });
  const dataDir = dataDirectory(flags.dataDir, io.env);
  return { invocation, catalogue: catalogueFor(invocation, settings), path, dataDir, settings };
}

async function findings(patient: Patient): Promise<readonly Finding[]> {
  const checks = [
    checkSettingsFile,
    checkPrivate,
    checkDisk,
    checkHouse,
    checkBrowser,
    ...(patient.settings ? [checkMailbox, checkSending, checkAutostart] : []),
  ];
  const found = (await Promise.all(checks.map(async check => [await check(patient)].flat()))).flat();
  // "By mail" is not well while mail is refused.
  const failed = new Set(found.filter(({ state }) => state === 'failed').map(({ id }) => id));
  const kept = found.filter(({ id, state }) => state !== 'ok' || !failed.has(id));
  return kept.toSorted((a, b) => CHECKS.indexOf(a.id) - CHECKS.indexOf(b.id));
}

type Told = { readonly finding: Finding; readonly fixed: boolean };

/** One after the other: two mends may want the same store. What does not let itself be mended stays told. */
async function mended(found: readonly Finding[], { catalogue }: Patient): Promise<Told[]> {
  const told: Told[] = [];
  for (const finding of found) {
    const fixed = await (finding.fix?.() ?? Promise.reject(new VigieError('UsageInvalid'))).then(
      () => true,
      (error: unknown) => {
        if (error instanceof VigieError) return false;
        throw error;
      },
    );
    const words = fixed ? say(catalogue, 'care.fixed') : finding.words;
    told.push({ finding: { ...finding, words }, fixed });
  }
  return told;
}

/** Shape before colour: a tick, a dot for what may be wanted, a cross. */
const SIGNS = { ok: '✓', note: '·', partial: '×', failed: '×' } as const;

function report({ invocation, catalogue }: Patient, told: readonly Told[], wantsFix: boolean): void {
  const checks = told.map(({ finding: { id, state, words }, fixed }) => ({
    id,
    state,
    message: words,
    fixed,
  }));
  const titles = told.map(({ finding }) => say(catalogue, `care.${finding.id}.title`));
  const width = Math.max(...titles.map(title => title.length));
  const lines = told.map(({ finding, fixed }, index) => {
    const title = (titles[index] ?? '').padEnd(width);
    return `${fixed ? '✓' : SIGNS[finding.state]} ${title}  ${finding.words}`;
  });
  const bad = told.filter(
    ({ finding, fixed }) => !fixed && (finding.state === 'failed' || finding.state === 'partial'),
  );
  const last =
    bad.length === 0 ? say(catalogue, 'care.allWell') : say(catalogue, 'care.toMend', { n: bad.length });
  const canFix = !wantsFix && bad.some(({ finding }) => finding.fix);
  const tail = canFix ? [last, say(catalogue, 'care.tryFix')] : [last];
  tellAnyway(invocation, { checks }, [...lines, '', ...tail].map(forTerminal));
}

/** 1 when something of ours is wrong, 3 when only sites fail. */
function exitCodeOf(left: readonly Finding[]): ExitCode {
  if (left.some(({ state }) => state === 'failed')) return EXIT.failure;
  return left.some(({ state }) => state === 'partial') ? EXIT.partial : EXIT.ok;
}
