import type { Catalogue } from '../../../src/domain/catalogue.ts';
import { say } from '../../../src/domain/catalogue.ts';
import type { Size } from '../ui/layout.ts';
import { BLANK } from '../ui/line.ts';
import { FRAME_COLUMNS, Panel } from '../ui/panel.tsx';
import { paragraph } from '../ui/text-lines.ts';

const LINES = ['1', '2', '3', '4', '5', '6', '7', '8', '9'] as const;

/** Every key and every sign, in nine sentences. */
export function HelpScreen({ catalogue, size }: { readonly catalogue: Catalogue; readonly size: Size }) {
  const width = size.columns - FRAME_COLUMNS;
  const lines = LINES.flatMap(name => paragraph(say(catalogue, `help.lines.${name}`), { width }));
  const close = paragraph(say(catalogue, 'help.close'), { width, tone: 'soft' });
  return (
    <Panel
      title={say(catalogue, 'help.title')}
      width={size.columns}
      height={size.rows}
      lines={[...lines, BLANK, ...close]}
    />
  );
}
