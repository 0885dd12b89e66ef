import type { PassReport, ReadingProgress } from '../../domain/house.ts';

type Tell = (progress: ReadingProgress) => void;

/** Passes of one store: one at a time. */
export type Passes = {
  /** Begins a pass, or joins the one under way: its progress from now on, and its report. */
  join(begin: (tell: Tell) => Promise<PassReport>, onProgress: Tell | undefined): Promise<PassReport>;
};

export function openPasses(): Passes {
  let running: Promise<PassReport> | null = null;
  const listeners = new Set<Tell>();
  return {
    async join(begin, onProgress) {
      if (onProgress) listeners.add(onProgress);
      running ??= begin(progress => {
        for (const listener of listeners) listener(progress);
      }).finally(() => {
        running = null;
      });
      try {
        return await running;
      } finally {
        if (onProgress) listeners.delete(onProgress);
      }
    },
  };
}
