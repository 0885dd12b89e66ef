/** A frame's wish for rows, frame included. */
export type Wish = {
  /** Below this it is not shown at all. */
  readonly least: number;
  /** What it would fill. */
  readonly natural: number;
};

/**
 * Rows of a screen for its frames, by importance: the first ones get their least, as far as it goes, then all they
 * fill; what is left over goes to the frame at `grows`. Sums to `total` when at least one frame fits.
 */
export function allotted(total: number, wishes: readonly Wish[], grows: number): readonly number[] {
  let left = Math.max(0, total);
  const given = wishes.map(({ least, natural }) => {
    const rows = Math.min(least, natural);
    if (rows > left) return 0;
    left -= rows;
    return rows;
  });
  const filled = given.map((rows, index) => {
    const more = rows === 0 ? 0 : Math.min(left, Math.max(0, (wishes[index]?.natural ?? 0) - rows));
    left -= more;
    return rows + more;
  });
  const takes = filled[grows] ? grows : filled.findIndex(rows => rows > 0);
  return filled.map((rows, index) => (index === takes ? rows + left : rows));
}

/**
 * The lines of a list around the chosen entry, in `height` rows: from the first when all up to the chosen one fit,
 * otherwise the chosen one stands last. Only what is shown is drawn; `cut` marks the last line of an entry that does
 * not fit whole.
 */
export function linesAround<L>(
  count: number,
  chosen: number,
  height: number,
  draw: (index: number) => readonly L[],
  cut: (line: L) => L = line => line,
): { readonly from: number; readonly lines: readonly L[] } {
  let from = Math.max(0, Math.min(chosen, count - 1));
  let used = count === 0 ? 0 : draw(from).length;
  while (from > 0) {
    const before = draw(from - 1).length;
    if (used + before > height) break;
    from -= 1;
    used += before;
  }
  const lines: L[] = [];
  for (let index = from; index < count && lines.length < height; index++) lines.push(...draw(index));
  const last = lines[height - 1];
  if (lines.length <= height || last === undefined) return { from, lines: lines.slice(0, height) };
  return { from, lines: [...lines.slice(0, height - 1), cut(last)] };
}
