import { Text } from 'ink';
import { memo, useContext } from 'react';
import type { Line } from './line.ts';
import { joined, keyOf, sameLine } from './line.ts';
import { LookContext, styleOf } from './look.ts';

/**
 * One line of the screen. Memoised by its words: moving the choice in a list of thousands redraws two rows.
 * `label` is what a screen reader says instead of the drawn signs.
 */
export const Row = memo(
  function Row({ line, label }: { readonly line: Line; readonly label?: string | undefined }) {
    const look = useContext(LookContext);
    const drawn = joined(line).map((part, index) =>
      part.tone === 'plain' ? (
        part.text
      ) : (
        <Text key={keyOf(index)} {...styleOf(part.tone, look)}>
          {part.text}
        </Text>
      ),
    );
    return (
      <Text wrap="truncate" {...(label === undefined ? {} : { 'aria-label': label })}>
        {drawn}
      </Text>
    );
  },
  (before, after) => sameLine(before.line, after.line) && before.label === after.label,
);
