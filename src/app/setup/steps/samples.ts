import type { Mentions, MentionView } from '../../../../queries/mentions.ts';
import { FIRM, slug } from '../../../domain/brand.ts';
import { say } from '../../../domain/catalogue.ts';
import { VigieError } from '../../../domain/errors.ts';
import type { House } from '../../../domain/house.ts';
import { firstSentence, quoted } from '../../../domain/words.ts';
import { loadSettings } from '../../../platform/settings-file.ts';
import { openInvokedHouse } from '../../host/open-house.ts';
import { addWords } from '../edit-settings.ts';
import { askYesNo, joined, type SetUp, type Step, type StepEnd } from '../step.ts';
import { wordsApart } from '../words-apart.ts';
import type { YesNo } from '../yes-no.ts';

/** Three samples: a minute of hers. */
const SAMPLES_MAX = 3;
/** Some are settled already. */
const SAMPLES_LOOKED_AT = 10;
/** She waits at the keyboard: what has not come by then comes with the first ordinary reading. */
const READING_MS_MAX = 25_000;
const QUOTE_MAX = 160;

/** "Est-ce bien vous ?" on what the sources just chosen really bring. */
export const samplesStep: Step = {
  id: 'samples',
  async run(setUp) {
    const { asking, catalogue, path, invocation } = setUp;
    if (!asking || !setUp.web()) return 'done';
    const { sources } = await loadSettings(path);
    if (!sources.some(source => source.about === undefined && source.collector !== 'mailbox')) return 'done';
    asking.tell(say(catalogue, 'init.samplesReading'));
    const { house } = await openInvokedHouse(invocation);
    try {
      const signal = AbortSignal.any([invocation.signal, AbortSignal.timeout(READING_MS_MAX)]);
      await house.read([], undefined, signal);
      const { exclude } = (await loadSettings(path)).firm;
      return await settle(setUp, house, await samplesFrom(house, exclude));
    } catch (error) {
      // The set-up goes on without samples; the first reading tells what is wrong with a site.
      if (!(error instanceof VigieError)) throw error;
      return 'done';
    } finally {
      await house.close();
    }
  },
};

/** The doubtful first: they are what an answer teaches most about. What the register has settled is not asked again. */
async function samplesFrom(house: House, settled: readonly string[]): Promise<readonly MentionView[]> {
  const [doubtful, kept] = await Promise.all(
    (['to-check', 'kept'] as const).map(verdict =>
      house.ask<Mentions>('mentions', { subject: FIRM, verdict, limit: SAMPLES_LOOKED_AT }),
    ),
  );
  const words = settled.map(word => ` ${slug(word)} `.replaceAll('-', ' '));
  const isSettled = ({ title, text }: MentionView) => {
    const said = ` ${slug(`${title} ${text}`).replaceAll('-', ' ')} `;
    return words.some(word => said.includes(word));
  };
  return [
    ...(doubtful?.mentions ?? []).filter(mention => !isSettled(mention)),
    ...(kept?.mentions ?? []),
  ].slice(0, SAMPLES_MAX);
}

async function settle(setUp: SetUp, house: House, samples: readonly MentionView[]): Promise<StepEnd> {
  const { asking, catalogue, path } = setUp;
  const said: { readonly sample: MentionView; readonly meant: YesNo }[] = [];
  for (const sample of samples) {
    // An article whose text is not given has its title for one.
    const text = [...new Set([sample.title, sample.text].filter(Boolean))].join(' — ');
    const quote = quoted(catalogue.language, firstSentence(text, QUOTE_MAX));
    const question = say(catalogue, 'init.sample', { quote, site: sample.site });
    const meant = await askYesNo(setUp, question, 'unsure');
    if (meant === null) return 'stopped';
    if (meant !== 'unsure')
      await house.act({ mentionId: sample.id, verb: meant === 'yes' ? 'is-us' : 'not-us', subject: FIRM });
    said.push({ sample, meant });
  }
  const textsOf = (meant: YesNo) =>
    said.filter(each => each.meant === meant).map(({ sample }) => `${sample.title} ${sample.text}`);
  const { firm } = await loadSettings(path);
  const own = [firm.name, ...firm.aliases, ...firm.establishments.map(({ town }) => town)];
  const words = wordsApart(textsOf('no'), textsOf('yes'), own).filter(word => slug(word) !== '');
  if (words.length > 0) {
    await addWords(path, 'exclude', words);
    asking?.tell(say(catalogue, 'init.sampleWords', { words: joined(setUp, words) }));
  }
  return 'done';
}
