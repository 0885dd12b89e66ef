import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { renderToString } from 'ink';
import { describe, expect, test } from 'vitest';
import { editorOf } from '../../dashboards/terminal/editor.ts';
import { Frame } from '../../dashboards/terminal/frame.tsx';
import type { State } from '../../dashboards/terminal/state.ts';
import { START } from '../../dashboards/terminal/state.ts';
import { LookContext } from '../../dashboards/terminal/ui/look.ts';
import { sceneOf, shownList, viewOf } from '../../dashboards/terminal/view.ts';
import { SCENARIO, scenarioContext } from './scenario.ts';
import { DRAFT } from './scenario-remarks.ts';

const GOLDENS = join(import.meta.dirname, 'goldens');
const SIZES = [
  { columns: 60, rows: 15 },
  { columns: 80, rows: 24 },
  { columns: 100, rows: 30 },
  { columns: 200, rows: 50 },
];
const STATES: Readonly<Record<string, Partial<State>>> = {
  home: {},
  todo: { screen: 'todo' },
  whole: { screen: 'todo', whole: 'remark' },
  editor: { screen: 'todo', editor: editorOf('101', DRAFT.text) },
};

/** The golden file, or with UPDATE_GOLDENS=1 a new one, to be read before it is kept. */
function golden(name: string, actual: string): string {
  const file = join(GOLDENS, name);
  if (process.env.UPDATE_GOLDENS === '1') {
    mkdirSync(GOLDENS, { recursive: true });
    writeFileSync(file, `${actual}\n`);
  }
  return readFileSync(file, 'utf8').replace(/\n$/, '');
}

describe.each(['fr', 'en'] as const)('screens in %s', language => {
  for (const size of SIZES)
    for (const [name, given] of Object.entries(STATES))
      test(`${name} at ${size.columns}×${size.rows}`, async () => {
        const view = viewOf(await scenarioContext(language), SCENARIO);
        const scene = { ...sceneOf(view), reply: { mentionId: '101', proposal: DRAFT } };
        const state = { ...START, ...given };
        const drawn = renderToString(
          <LookContext.Provider value={{ color: false, reader: false }}>
            <Frame scene={scene} list={shownList(scene, '', size)} state={state} size={size} said={null} />
          </LookContext.Provider>,
          { columns: size.columns },
        );
        const file = `${name}-${size.columns}x${size.rows}-${language}.txt`;
        expect(drawn).toBe(golden(file, drawn));
        expect(drawn.split('\n')).toHaveLength(size.rows);
      });
});
