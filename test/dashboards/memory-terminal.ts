import type { EventEmitter } from 'node:events';
import { PassThrough, Writable } from 'node:stream';
import { setTimeout as wait } from 'node:timers/promises';

/** Long enough for a throttled machine to draw a frame; the test ends as soon as the words are there. */
const PATIENCE_MS = 60_000;

/** What Ink needs of a terminal's two ends, in memory: frames are kept, keys are written. */
export function memoryTerminal(columns: number, rows: number) {
  const frames: string[] = [];
  const waiting: (() => void)[] = [];
  const stdout = Object.assign(
    new Writable({
      write(chunk: Buffer, _encoding, done) {
        frames.push(chunk.toString('utf8'));
        for (const tell of waiting.splice(0)) tell();
        done();
      },
    }),
    { isTTY: true, columns, rows },
  );
  const stdin = Object.assign(new PassThrough(), {
    isTTY: true,
    setRawMode: () => stdin,
    ref: () => stdin,
    unref: () => stdin,
  });
  // Ink also writes orders to hide the cursor: a frame is what has words.
  const last = () => frames.findLast(frame => /\p{L}{3}/u.test(frame)) ?? '';
  return {
    stdout,
    stdin: stdin as unknown as NodeJS.ReadStream,
    frames,
    last,
    /** Resolves at the next write, without looking for it: waiting must not cost CPU where CPU is measured. */
    written: () => new Promise<void>(tell => waiting.push(tell)),
    press: (keys: string) => stdin.write(keys),
    resize(wide: number, high: number) {
      Object.assign(stdout, { columns: wide, rows: high });
      (stdout as unknown as EventEmitter).emit('resize');
    },
    /** Resolves with the frame once it holds `words`; rejects with the last frame when it never does. */
    async shows(words: string | RegExp): Promise<string> {
      const deadline = Date.now() + PATIENCE_MS;
      for (;;) {
        const frame = last().replaceAll('\u00a0', ' ');
        if (typeof words === 'string' ? frame.includes(words) : words.test(frame)) return frame;
        if (Date.now() > deadline) throw new Error(`never showed ${words}:\n${frame}`);
        await wait(5);
      }
    },
  };
}
