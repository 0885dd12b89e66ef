import type { Actions } from '../../dashboards/terminal/actions.ts';
import type { Answers } from '../../dashboards/view-models/answers.ts';
import type { Mentions, MentionView } from '../../queries/mentions.ts';
import type { Search } from '../../queries/search.ts';
import type { Todo } from '../../queries/todo.ts';
import type { Act, House, HouseNews } from '../../src/domain/house.ts';
import type { ReplyProposal } from '../../src/domain/reply.ts';
import { fold } from '../../src/domain/text/fold.ts';

type Noted = Act & { readonly id: string; readonly undone: boolean };
type Replies = Readonly<Record<string, ReplyProposal>>;
type Settled = { readonly incidentId: string; readonly as: string; readonly until?: string };
export type MemoryHouse = House & {
  readonly acts: () => readonly Noted[];
  readonly settled: () => readonly Settled[];
  /** Says something to all who listen, as the host does of what others asked for. */
  readonly tell: (news: HouseNews) => void;
};

/**
 * A house of answers kept in memory: acts move remarks between the lists, can be undone, and are announced, as the
 * store's owner does it. `replies` are its proposals, by the remark's id.
 */
export function memoryHouse(answers: Answers, replies: Replies = {}): MemoryHouse {
  let acts: readonly Noted[] = [];
  let settled: readonly Settled[] = [];
  const kept = new Map<string, string>();
  const listeners = new Set<(news: HouseNews) => void>();
  const tell = (news: HouseNews) => {
    for (const listener of listeners) listener(news);
  };
  const announce = () => tell({ kind: 'changed' });
  const ask = async (question: string, params: Readonly<Record<string, unknown>>): Promise<unknown> => {
    if (question === 'todo') return todoAfter(answers.todo, acts);
    if (question === 'search') return found(answers.todo, String(params.search));
    if (question === 'mentions') return mentionsOf(answers.todo, params);
    if (question === 'volume') return volumeOf(answers, String(params.from));
    const known: Readonly<Record<string, unknown>> = { ...answers, 'share-of-voice': answers.share };
    if (!(question in known)) throw new Error(`no answer to ${question}`);
    return known[question];
  };
  return {
    ask: <A>(question: string, params: Readonly<Record<string, unknown>>) =>
      ask(question, params) as Promise<A>,
    act: async act => {
      const id = `act-${acts.length + 1}`;
      acts = [...acts, { ...act, id, undone: false }];
      announce();
      return id;
    },
    undo: async actionId => {
      acts = acts.map(act => (act.id === actionId ? { ...act, undone: true } : act));
      announce();
    },
    onChange: listener => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    read: async () => ({ sources: [] }),
    pass: async () => ({ sources: [], alerts: 0, delivered: 0, waiting: 0, letter: false, nextAt: null }),
    reply: async mentionId => replyOf(replies[mentionId], kept.get(mentionId)),
    send: async () => [],
    keepReply: async (mentionId, text) => {
      if (text === '') kept.delete(mentionId);
      else kept.set(mentionId, text);
      announce();
    },
    settle: async (incidentId, as, until) => {
      settled = [...settled, { incidentId, as, ...(until === undefined ? {} : { until }) }];
      announce();
    },
    retag: async () => ({ items: 0, failed: [] }),
    close: async () => listeners.clear(),
    acts: () => acts,
    settled: () => settled,
    tell,
  };
}

/** The proposal, or the owner's own wording of it. */
function replyOf(proposal: ReplyProposal | undefined, own: string | undefined): ReplyProposal {
  if (!proposal) return { kind: 'none', reason: 'not-a-review' };
  if (own === undefined || proposal.kind !== 'draft') return proposal;
  return { ...proposal, text: own, unfinished: /\[[^\]]*\]/.test(own), own: true };
}

function allOf(todo: Todo): readonly MentionView[] {
  return [...todo.now, ...todo.confirm, ...todo.canWait, ...todo.done, ...todo.aside];
}

function mentionsOf(todo: Todo, { ids, kind }: Readonly<Record<string, unknown>>): Mentions {
  const mentions = allOf(todo).filter(
    remark =>
      (Array.isArray(ids) ? ids.includes(remark.id) : remark.verdict === 'kept') &&
      (kind === undefined || remark.kind === kind),
  );
  return { total: mentions.length, mentions };
}

/** Every remark of the lists that holds all the words. */
function found(todo: Todo, searched: string): Search {
  const words = fold(searched).split(/\s+/);
  const mentions = allOf(todo).filter(({ title, text }) => {
    const folded = fold(`${title} ${text}`);
    return words.every(word => folded.includes(word));
  });
  const hits = mentions.slice(0, 100).map(({ id, day, kind, form, site, rating, title, text }) => {
    return { id, day, kind, form, site, rating, head: form === 'article' ? title : text };
  });
  return { total: mentions.length, complete: true, hits };
}

function volumeOf(answers: Answers, from: string): Answers['volume'] {
  if (from === answers.period.from) return answers.volume;
  return from > answers.period.from ? answers.since : answers.usual;
}

/** Where each remark stands after what was said of it. */
function todoAfter(todo: Todo, acts: readonly Noted[]): Todo {
  const verbs = new Map(acts.filter(act => !act.undone).map(act => [act.mentionId, act.verb]));
  const said =
    (...wanted: string[]) =>
    (remark: MentionView) =>
      wanted.includes(verbs.get(remark.id) ?? '');
  // What a remark is says nothing of what becomes of it.
  const waits = (remark: MentionView) => ['is-us', 'tone', undefined].includes(verbs.get(remark.id));
  const all = [...todo.now, ...todo.canWait];
  return {
    ...todo,
    now: todo.now.filter(waits),
    canWait: [...todo.canWait.filter(waits), ...all.filter(said('later'))],
    done: [...todo.done, ...all.filter(said('done', 'none'))],
    aside: [...todo.aside, ...all.filter(said('not-us'))],
  };
}

/** A machine that does what it is asked and keeps what was copied and opened. */
export function noActions(): Actions & { readonly copied: string[]; readonly opened: string[] } {
  const copied: string[] = [];
  const opened: string[] = [];
  return {
    copied,
    opened,
    context: () => null,
    addCompetitor: async () => 'changed',
    addSource: async () => 'changed',
    pauseSource: async () => 'changed',
    copy: async text => void copied.push(text),
    open: async url => opened.push(url) > 0,
    suspend: async () => undefined,
  };
}
