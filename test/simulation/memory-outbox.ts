import type { Delivery, KnownLetter, Outbox, Promised } from '../../src/platform/store/outbox.ts';

type Row = { promised: Promised; done: boolean; keyNow: string };

/** What stays when the machine is cut: the rows of the outbox, and what was noted of incidents. */
export type OutboxRows = {
  readonly rows: Row[];
  readonly alerted: Map<string, string>;
  lastId: number;
};

export function emptyRows(): OutboxRows {
  return { rows: [], alerted: new Map(), lastId: 0 };
}

/** Promises an alert, as a judging does. */
export function promiseAlert(
  rows: OutboxRows,
  key: string,
  incidentIds: readonly string[],
  at: string,
): void {
  rows.rows.push(rowOf(rows, { kind: 'alert', key, incidentIds, period: null, at, dueAt: at }));
}

/**
 * The outbox in memory, for a year of passes in a second. The same cases run on it and on the real one
 * (test/delivering/outbox.test.ts).
 */
export function memoryOutbox(rows: OutboxRows): Outbox {
  const byId = (id: string) => rows.rows.find(row => row.promised.id === id);
  const finish = (ids: readonly string[]) => {
    for (const id of ids) {
      const row = byId(id);
      if (row) row.done = true;
    }
  };
  const change = (id: string, changed: Partial<Promised>) => {
    const row = byId(id);
    if (row) row.promised = { ...row.promised, ...changed };
  };
  return {
    async pending() {
      return rows.rows
        .filter(row => !row.done && row.promised.kind !== ('now' as string))
        .map(row => row.promised)
        .sort((a, b) =>
          a.createdAt < b.createdAt ? -1 : a.createdAt > b.createdAt ? 1 : a.id < b.id ? -1 : 1,
        );
    },
    async letters() {
      return rows.rows
        .filter(row => row.promised.kind === 'letter')
        .map(
          ({ promised, done, keyNow }): KnownLetter => ({
            key: keyNow,
            createdAt: promised.createdAt,
            dueAt: promised.dueAt ?? promised.createdAt,
            done,
          }),
        )
        .sort((a, b) => (a.createdAt > b.createdAt ? -1 : 1));
    },
    async promiseLetters(letters, at) {
      const kept = new Set(letters.map(letter => letter.key));
      for (const row of rows.rows)
        if (row.promised.kind === 'letter' && !row.done && !kept.has(row.keyNow)) {
          row.done = true;
          const left = row.promised.deliveries.some(
            ({ status }) => status === 'sent' || status === 'unknown',
          );
          if (!left) row.keyNow = `${row.keyNow}:dropped:${row.promised.id}`;
        }
      for (const { key, dueAt, period } of letters) {
        const known = rows.rows.find(row => row.promised.kind === 'letter' && row.keyNow === key);
        if (!known) rows.rows.push(rowOf(rows, { kind: 'letter', key, incidentIds: [], period, at, dueAt }));
        else if (!known.done) known.promised = { ...known.promised, dueAt };
      }
    },
    async postpone(id, until) {
      change(id, { dueAt: until });
    },
    async merge(into, others) {
      const incidentIds = [...new Set([into, ...others].flatMap(one => one.incidentIds))];
      change(into.id, { incidentIds });
      finish(others.map(one => one.id));
      return { ...into, incidentIds };
    },
    async begin({ id }, channel, at) {
      const row = byId(id);
      if (!row) return;
      const earlier = row.promised.deliveries.find(one => one.channel === channel);
      const tried: Delivery = {
        channel,
        status: 'unknown',
        at,
        tries: (earlier?.status === 'unknown' ? earlier.tries : 0) + 1,
        nextAt: null,
        error: null,
      };
      change(id, { deliveries: [...row.promised.deliveries.filter(one => one !== earlier), tried] });
    },
    async end({ id, incidentIds }, channel, { status, at, tries, nextAt, error }) {
      const row = byId(id);
      if (!row) return;
      const deliveries = row.promised.deliveries.map(one =>
        one.channel === channel ? { ...one, status, at, tries, nextAt, error } : one,
      );
      change(id, { deliveries });
      if (status === 'sent') for (const incident of incidentIds) rows.alerted.set(incident, at);
    },
    async finish(ids) {
      finish(ids);
    },
    async alertsBetween(since, until) {
      return rows.rows.filter(
        ({ promised }) =>
          promised.kind === 'alert' &&
          promised.deliveries.some(
            one => (one.status === 'sent' || one.status === 'unknown') && one.at >= since && one.at <= until,
          ),
      ).length;
    },
    async lastTries() {
      const last = new Map<string, Delivery>();
      for (const { promised } of rows.rows)
        for (const one of promised.deliveries)
          if ((last.get(one.channel)?.at ?? '') <= one.at) last.set(one.channel, one);
      return last;
    },
    async note(key, at) {
      const row = rowOf(rows, { kind: 'now', key, incidentIds: [], period: null, at, dueAt: at });
      rows.rows.push({ ...row, done: true });
      return row.promised.id;
    },
  };
}

function rowOf(
  rows: OutboxRows,
  given: {
    kind: string;
    key: string;
    incidentIds: readonly string[];
    period: Promised['period'];
    at: string;
    dueAt: string;
  },
): Row {
  rows.lastId += 1;
  const { kind, key, incidentIds, period, at, dueAt } = given;
  const promised = {
    id: String(rows.lastId).padStart(6, '0'),
    key,
    incidentIds,
    period,
    createdAt: at,
    dueAt,
  };
  return {
    promised: { ...promised, kind: kind as Promised['kind'], deliveries: [] },
    done: false,
    keyNow: key,
  };
}
