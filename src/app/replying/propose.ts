import type { Owner } from '../../../pipelines/replies/compose.ts';
import { shownFrom } from '../../../pipelines/replies/moment.ts';
import { languageOf, proposalFor } from '../../../pipelines/replies/propose.ts';
import { type ReplyReader, replyReader } from '../../../pipelines/replies/reader.ts';
import { REPLIES_KEPT } from '../../../pipelines/replies/rules.ts';
import { toneModel } from '../../../pipelines/sentiment/model.ts';
import type { ReplyProposal } from '../../domain/reply.ts';
import type { Settings } from '../../domain/settings/settings.ts';
import type { Item } from '../../domain/stage.ts';
import { loadData } from '../../platform/data-files.ts';
import { loadReplyWords } from '../../platform/replies-file.ts';
import { loadItems } from '../../platform/store/items.ts';
import { earlierReplies, keptReply, reviewsBefore, taggedLanguages } from '../../platform/store/replies.ts';
import type { LocalHouse } from '../host/local-house.ts';

/** What vigie proposes to answer under a stored review, or her own wording of it. */
export async function proposeReply(local: LocalHouse, mentionId: string): Promise<ReplyProposal> {
  const { store, settings, clock } = local;
  const [item] = await loadItems(store, [mentionId]);
  if (!item) return { kind: 'none', reason: 'not-a-review' };
  const kept = await keptReply(store, mentionId);
  if (kept !== null) return ownWording(kept, settings);
  const proposal = await proposalAmong(local, item);
  if (proposal.kind !== 'draft') return proposal;
  const until = shownFrom(item.publishedAt, clock.now(), settings.timezone);
  return until === null ? proposal : { kind: 'wait', until };
}

function ownWording(text: string, settings: Settings): ReplyProposal {
  return {
    kind: 'draft',
    text,
    language: settings.language,
    beside: null,
    unfinished: text.includes('['),
    own: true,
  };
}

/** No two alike: it differs from the replies given, and from the proposals under the reviews that wait before it. */
async function proposalAmong({ store, settings }: LocalHouse, item: Item): Promise<ReplyProposal> {
  const reader = readerFor(settings);
  const owner = ownerOf(settings);
  const earlier = await earlierReplies(store, REPLIES_KEPT);
  const before = await loadItems(store, await reviewsBefore(store, item, REPLIES_KEPT));
  const languages = await taggedLanguages(
    store,
    [...before, item].map(({ id }) => id),
  );
  const proposalOf = (one: Item, known: readonly string[]) =>
    proposalFor(one, languageOf(one, languages.get(one.id) ?? null, settings.language), known, owner, reader);
  for (const waiting of before) {
    const proposal = proposalOf(waiting, earlier);
    if (proposal.kind === 'draft') earlier.unshift(proposal.text);
  }
  return proposalOf(item, earlier);
}

/** Some 60 ms to load: once per settings. */
const readers = new WeakMap<Settings, ReplyReader>();

function readerFor(settings: Settings): ReplyReader {
  const found = readers.get(settings);
  if (found) return found;
  const data = loadData(settings.firm.trade);
  const { fr, en } = data.pack.urgent;
  const made = replyReader(loadReplyWords(), toneModel(data), [...fr, ...en, ...settings.alerts.words]);
  readers.set(settings, made);
  return made;
}

function ownerOf({ language, firm, replies }: Settings): Owner {
  return {
    language,
    trade: firm.trade,
    facts: replies.facts,
    signature: replies.signature ?? '',
    contact: replies.contact ?? '',
    hasSite: firm.sites.length > 0,
  };
}
