import { createInterface, type Interface } from 'node:readline';
import { Writable } from 'node:stream';
import { forTerminal } from '../../domain/words.ts';
import type { Io } from '../command.ts';
import { yesNoIn } from './yes-no.ts';

/** Somebody who answers in a terminal. An answer is null once none can come: Ctrl+D, Ctrl+C, the end of the input. */
export type Asking = {
  tell(text: string): void;
  /** '' when she only pressed Enter. */
  ask(question: string): Promise<string | null>;
  /** What is typed is not shown. */
  secret(question: string): Promise<string | null>;
  /** Several lines, until Ctrl+D, or Enter on an empty line once the paste has come in whole. */
  paste(question: string): Promise<string | null>;
  close(): void;
};

/**
 * A pasted text has empty lines of its own, but they come at once with their neighbours: an empty line that comes
 * so long after the last one was typed by hand.
 */
const QUIET_MS = 300;
/** What a slow line still had to bring of a paste comes within this of an empty line that looked like the end. */
const STRAGGLERS_MS = 200;
/** Some thirty lines a review, two thousand reviews: what one page of them can hold. */
const LINES_MAX = 60_000;

export function openAsking(io: Pick<Io, 'stdin' | 'stderr'>): Asking {
  const screen = mutableScreen(io.stderr);
  let lines = lineReader(io, screen.out);
  const show = (question: string) => io.stderr.write(`${forTerminal(question)}\n› `);
  const oneLine = async (question: string): Promise<string | null> => {
    show(question);
    const line = await lines.next(null);
    if (line === null) io.stderr.write('\n');
    return line?.trim() ?? null;
  };
  return {
    tell: text => void io.stderr.write(`${forTerminal(text)}\n`),
    ask: oneLine,
    async secret(question) {
      show(question);
      screen.mute(true);
      try {
        return (await lines.next(null))?.trim() ?? null;
      } finally {
        screen.mute(false);
        io.stderr.write('\n');
      }
    },
    async paste(question) {
      show(question);
      // Hundreds of lines that she has just seen elsewhere: echoed, they would push the question away.
      screen.mute(true);
      const pasted = await pastedLines(lines).finally(() => screen.mute(false));
      io.stderr.write('\n');
      // Ctrl+D ended the paste, not the conversation.
      if (lines.isEnded() && !lines.isInterrupted() && io.stdin.isTTY && !io.stdin.readableEnded)
        lines = lineReader(io, screen.out);
      return pasted;
    },
    close: () => lines.close(),
  };
}

async function pastedLines(lines: LineReader): Promise<string | null> {
  const pasted: string[] = [];
  let lastAt = performance.now();
  while (pasted.length < LINES_MAX) {
    const line = await lines.next(null);
    if (line === null) break;
    const quietMs = performance.now() - lastAt;
    lastAt = performance.now();
    pasted.push(line);
    // « non », alone: nobody's review.
    if (pasted.length === 1 && yesNoIn(line) === 'no') {
      const next = await lines.next(STRAGGLERS_MS);
      if (next === null) return lines.isInterrupted() ? null : '';
      pasted.push(next);
      continue;
    }
    if (line.trim() !== '') continue;
    // Enter and nothing else: she passes.
    if (pasted.every(before => before.trim() === '') && lines.waiting() === 0) return '';
    if (quietMs < QUIET_MS) continue;
    // Enter pressed twice, or held, ends it as once does.
    let straggler = await lines.next(STRAGGLERS_MS);
    while (straggler?.trim() === '') straggler = await lines.next(STRAGGLERS_MS);
    if (straggler === null) break;
    pasted.push(straggler);
    lastAt = performance.now();
  }
  if (lines.isInterrupted()) return null;
  return pasted.join('\n').trim();
}

type LineReader = {
  /** @param withinMs null: as long as it takes */
  next(withinMs: number | null): Promise<string | null>;
  /** Lines that have come and nobody took yet. */
  waiting(): number;
  isEnded(): boolean;
  isInterrupted(): boolean;
  close(): void;
};

/** Lines that come between two questions are kept for the next: a pasted answer may hold several. */
function lineReader({ stdin, stderr }: Pick<Io, 'stdin' | 'stderr'>, output: Writable): LineReader {
  const terminal = stdin.isTTY === true && stderr.isTTY === true;
  const readline: Interface = createInterface({ input: stdin, output, terminal, historySize: 0 });
  const come: string[] = [];
  let taker: ((line: string | null) => void) | null = null;
  let ended = false;
  let interrupted = false;
  const give = (line: string | null) => {
    const take = taker;
    taker = null;
    take?.(line);
  };
  readline.on('line', line => {
    if (taker) give(line);
    else come.push(line);
  });
  readline.on('SIGINT', () => {
    interrupted = true;
    readline.close();
  });
  readline.on('close', () => {
    ended = true;
    give(null);
  });
  return {
    next(withinMs) {
      const line = come.shift();
      if (line !== undefined) return Promise.resolve(line);
      if (ended) return Promise.resolve(null);
      return new Promise(resolve => {
        const timer = withinMs === null ? null : setTimeout(() => give(null), withinMs);
        taker = answer => {
          if (timer) clearTimeout(timer);
          resolve(answer);
        };
      });
    },
    waiting: () => come.length,
    isEnded: () => ended,
    isInterrupted: () => interrupted,
    close: () => readline.close(),
  };
}

/** readline echoes what is typed; a password must not be. */
function mutableScreen(stderr: Io['stderr']): { out: Writable; mute(on: boolean): void } {
  let muted = false;
  const out = new Writable({
    write(chunk, _encoding, done) {
      if (!muted) stderr.write(chunk);
      done();
    },
  });
  Object.defineProperty(out, 'columns', { get: () => ('columns' in stderr ? stderr.columns : undefined) });
  return {
    out,
    mute: on => {
      muted = on;
    },
  };
}
