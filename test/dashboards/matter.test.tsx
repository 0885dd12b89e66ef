import { renderToString } from 'ink';
import { describe, expect, test } from 'vitest';
import { letterText } from '../../dashboards/letter/text.ts';
import { actingOn } from '../../dashboards/terminal/acting.ts';
import { carryOut } from '../../dashboards/terminal/carry-out.ts';
import { Frame } from '../../dashboards/terminal/frame.tsx';
import { pressed } from '../../dashboards/terminal/pressed.ts';
import { START, type State } from '../../dashboards/terminal/state.ts';
import { LookContext } from '../../dashboards/terminal/ui/look.ts';
import { extentOf, sceneOf, shownList, viewOf } from '../../dashboards/terminal/view.ts';
import { type Answers, askAll } from '../../dashboards/view-models/answers.ts';
import { letterOf } from '../../dashboards/view-models/letter.ts';
import { NO_EXTRAS, wordCount } from '../../dashboards/view-models/letter-parts.ts';
import { thingsToDo } from '../../dashboards/view-models/matter.ts';
import { summaryOf } from '../../dashboards/view-models/summary.ts';
import type { IncidentView } from '../../src/domain/alert.ts';
import { memoryHouse, noActions } from './memory-house.ts';
import { SCENARIO, scenarioContext } from './scenario.ts';
import { COMPLAINT, DRAFT, ENQUIRY, remark } from './scenario-remarks.ts';

const fr = { ...(await scenarioContext('fr')), trade: 'bakery' };
const MEMBERS = ['a', 'b', 'c'].map(id =>
  remark({ ...COMPLAINT, id, text: `Du plastique dans le pain, deuxième fois (${id}).` }),
);
const INCIDENT: IncidentView = {
  id: 'crisis',
  facts: {
    rule: 'negative-burst',
    level: 'now',
    subject: 'firm',
    matter: 'negative-burst:firm',
    sureness: 'sure',
    since: '2026-07-11T16:00:00.000Z',
    mentionIds: ['a', 'b', 'c', 'gone'],
    count: 4,
    usual: { count: 1, per: 'month' },
    details: { days: 3, p: 1e-6, word: 'plastique', site: 'Google', worst: 1, mildest: 2, best: 5 },
  },
  openedAt: '2026-07-12T05:02:00.000Z',
  updatedAt: '2026-07-12T05:02:00.000Z',
  alertedAt: null,
  acknowledgedAt: null,
  snoozedUntil: null,
  closedAt: null,
};
const CRISIS: Answers = {
  ...SCENARIO,
  todo: { ...SCENARIO.todo, now: [...MEMBERS, ENQUIRY] },
  incidents: { incidents: [INCIDENT] },
};
const plain = (words: string) => words.replaceAll(/[\u00a0\u202f]/g, ' ');
const kinds = (incident: Partial<IncidentView>, now = CRISIS.todo.now) =>
  thingsToDo(fr, {
    todo: { ...CRISIS.todo, now },
    incidents: { incidents: [{ ...INCIDENT, ...incident }] },
  }).map(({ kind }) => kind);

describe('a crisis is one thing to do', () => {
  test('its members count once, what belongs to none stays', () => {
    expect(kinds({})).toEqual(['matter', 'remark']);
  });
  test('not once it is seen to, put off, over, or down to one remark', () => {
    const apart = ['remark', 'remark', 'remark', 'remark'];
    expect(kinds({ acknowledgedAt: fr.now })).toEqual(apart);
    expect(kinds({ snoozedUntil: '2026-07-20T05:00:00.000Z' })).toEqual(apart);
    expect(kinds({ closedAt: fr.now })).toEqual(apart);
    expect(kinds({ facts: { ...INCIDENT.facts, rule: 'bad-share' } })).toEqual(apart);
    expect(kinds({ facts: { ...INCIDENT.facts, subject: 'golfe' } })).toEqual(apart);
    expect(kinds({}, CRISIS.todo.now.slice(2))).toEqual(['remark', 'remark']);
    expect(kinds({ snoozedUntil: '2026-07-13T05:00:00.000Z' })).toEqual(['matter', 'remark']);
  });
  test('the plain counts say so too', () => {
    const { home, todo } = summaryOf(fr, CRISIS);
    expect(home.todo.count).toBe(2);
    expect(todo.counts.now).toBe(2);
    expect(plain(home.todo.title)).toBe('À faire, 13 minutes');
  });
});

describe('the letter of a crisis', () => {
  const reply = { kind: 'checklist', matter: 'food', steps: ['Établissez les faits.'] } as const;
  const letter = letterOf(fr, CRISIS, { ...NO_EXTRAS, reply });
  test('tells it first: what, since when, against usual, what to do in order', () => {
    const text = plain(letterText(letter)).replaceAll(/\s+/g, ' ');
    expect(plain(letter.subject)).toBe('4 avis défavorables depuis samedi');
    expect(text).toContain(
      '‼ Depuis samedi 18 h, 4 avis défavorables sur Google (1 ou 2 étoiles). On y lit « plastique ».',
    );
    expect(text).toContain('D’habitude : 1 par mois. 1) Vérifiez au fournil.');
    expect(text).toContain('2) Répondez ensuite, une fois, avec ce que vous avez constaté.');
    expect(letter.offered).toEqual(['a', ENQUIRY.id]);
    expect(wordCount(letter)).toBeLessThanOrEqual(200);
  });
  test('drafts no reply, and gives the checklist', () => {
    expect(letter.reply?.text).toBeNull();
    expect(letter.reply?.steps).toEqual(['Établissez les faits.']);
    expect(letterOf(fr, CRISIS, { ...NO_EXTRAS, reply: DRAFT }).reply).toBeNull();
  });
});

function drawn(given: Partial<State>, columns: number, rows: number): string {
  const scene = { ...sceneOf(viewOf(fr, CRISIS)), reply: { mentionId: 'a', proposal: DRAFT } };
  const size = { columns, rows };
  const frame = (
    <LookContext.Provider value={{ color: false, reader: false }}>
      <Frame
        scene={scene}
        list={shownList(scene, '', size)}
        state={{ ...START, ...given }}
        size={size}
        said={null}
      />
    </LookContext.Provider>
  );
  return plain(renderToString(frame, { columns }));
}

describe('screens', () => {
  test.each([
    [100, 30],
    [80, 24],
  ])('at %i×%i the first shows it with what to do, the second with its thread', (columns, rows) => {
    const home = drawn({}, columns, rows);
    expect(home).toContain('› ‼ Depuis samedi 18 h, 4 avis défavorables sur Google (1 ou 2 étoiles).');
    expect(home).toContain('1. Vérifiez au fournil.');
    const todo = drawn({ screen: 'todo' }, columns, rows);
    expect(todo).toMatch(/› ‼ 11\/07 {1,2}alerte/);
    expect(todo.match(/ ├ /g)).toHaveLength(2);
    expect(todo.match(/ └ /g)).toHaveLength(1);
    expect(todo).not.toContain(DRAFT.text.slice(0, 30));
  });
  test('Entrée on a thing of screen 1 opens the same thing, whatever threads stand above it', () => {
    const scene = sceneOf(viewOf(fr, CRISIS));
    const size = { columns: 100, rows: 30 };
    const list = shownList(scene, '', size);
    const state = { ...START, homeChosen: 1 };
    const { chosen } = pressed(state, { key: 'enter' }, extentOf(scene, list, state, size)).state;
    expect(list.entries[chosen]?.remark.id).toBe(ENQUIRY.id);
  });
});

describe('t, z and u on it', () => {
  const acted = async (verb: 'done' | 'later') => {
    const house = memoryHouse(CRISIS);
    const view = viewOf(fr, await askAll(house, fr));
    const scene = sceneOf(view);
    const list = shownList(scene, '', { columns: 100, rows: 30 });
    const acting = actingOn(house, noActions());
    const doing = { house, actions: noActions(), acting, scene, list, state: START };
    const words = await carryOut({ do: 'act', verb }, doing, () => undefined);
    return { house, words: plain(words ?? ''), undo: () => acting.undo(view) };
  };
  test('said of all that it holds, and of the incident', async () => {
    const { house, words } = await acted('done');
    expect(words).toBe('Noté : c’est fait, pour les 3 remarques. u Annuler');
    expect(house.acts().map(act => act.mentionId)).toEqual(['a', 'b', 'c']);
    expect(house.settled()).toEqual([{ incidentId: 'crisis', as: 'acknowledged' }]);
  });
  test('later puts the incident off to the same day, and undo takes back all of it', async () => {
    const { house, undo } = await acted('later');
    const [first] = house.acts();
    expect(house.settled()).toEqual([{ incidentId: 'crisis', as: 'snoozed', until: first?.until }]);
    await undo();
    expect(house.acts().every(act => act.undone)).toBe(true);
    expect(house.settled().at(-1)).toEqual({ incidentId: 'crisis', as: 'snoozed' });
  });
});
