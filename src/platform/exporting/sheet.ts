/** What a cell may hold. Instants are ISO text, days `YYYY-MM-DD`. */
export type Cell = string | number | boolean | null;

export type Column = {
  /** A stable name for programs: `publishedAt`. */
  readonly id: string;
  /** What the owner reads above it. */
  readonly title: string;
  readonly type: 'text' | 'number' | 'boolean' | 'timestamp' | 'date';
};

/** A table on its way out: its rows come as they are read, so that its size costs no memory. */
export type Sheet = {
  readonly name: string;
  readonly columns: readonly Column[];
  readonly rows: AsyncIterable<readonly Cell[]>;
};

/** Writes the whole sheet to a file that does not exist yet, or is empty; resolves to the number of rows. */
export type WriteSheet = (path: string, sheet: Sheet) => Promise<number>;
