import { Text, Transform } from 'ink';
import { memo, useContext } from 'react';
import type { Line } from './line.ts';
import { keyOf, sameLine } from './line.ts';
import { LookContext, written } from './look.ts';

type Props = {
  readonly lines: readonly Line[];
  /** What a screen reader says instead of a line's drawn signs, by index. */
  readonly labels?: Readonly<Record<number, string>> | undefined;
};

/**
 * Lines of the screen, one below the other, as one text: Ink measures, lays out and joins every text of a frame at
 * every key, so few of them make keys quick. Styles are put on when the lines are written: widths are of words alone.
 * A screen reader gets a text for each line.
 */
export const Lines = memo(
  function Lines({ lines, labels }: Props) {
    const { color, reader } = useContext(LookContext);
    if (reader) {
      return lines.map((line, index) => {
        const label = labels?.[index];
        return (
          <Text key={keyOf(index)} {...(label === undefined ? {} : { 'aria-label': label })}>
            {written(line, false)}
          </Text>
        );
      });
    }
    const drawn = lines.map(line => written(line, color));
    return (
      <Transform transform={(words, row) => drawn[row] ?? words}>
        {lines.map(line => written(line, false)).join('\n')}
      </Transform>
    );
  },
  (before, after) =>
    before.labels === after.labels &&
    before.lines.length === after.lines.length &&
    before.lines.every((line, index) => sameLine(line, after.lines[index] ?? [])),
);
