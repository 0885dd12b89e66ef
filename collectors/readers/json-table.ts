import type { Table } from './columns.ts';
import { MAX_CELL_LENGTH, MAX_COLUMNS, MAX_ROWS } from './csv.ts';
import { isObject, type JsonObject, objectsIn } from './json.ts';

/** Deepest object that is opened into columns: `reviewReply.comment` is the second level. */
const MAX_DEPTH = 3;
/** Where exports keep their list, looked for in this order before any other list. */
const LIST_NAMES = ['reviews', 'avis', 'data', 'items', 'results', 'comments', 'posts'];

/**
 * JSON as a table: an array of objects, an object that holds one (Google Takeout's `reviews`), or one object
 * a line. Nested objects become columns like `reviewer.displayName`. Null: no list of objects.
 */
export function readJsonTable(text: string): Table | null {
  const list = listIn(parsed(text));
  if (!list || list.length === 0) return null;
  const headers: string[] = [];
  const places = new Map<string, number>();
  const rows = list.slice(0, MAX_ROWS).map(item => {
    const row: string[] = [];
    for (const [name, cell] of cellsOf(item, '', 0)) {
      let place = places.get(name);
      if (place === undefined) {
        if (headers.length >= MAX_COLUMNS) continue;
        place = headers.push(name) - 1;
        places.set(name, place);
      }
      row[place] = cell;
    }
    return Array.from(row, cell => cell ?? '');
  });
  return { headers, rows };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return lines(text);
  }
}

/** One JSON document a line; undefined as soon as a line is none. */
function lines(text: string): unknown {
  const objects: unknown[] = [];
  for (const line of text.split('\n', MAX_ROWS)) {
    if (line.trim() === '') continue;
    try {
      objects.push(JSON.parse(line));
    } catch {
      return undefined;
    }
  }
  return objects;
}

function listIn(json: unknown): JsonObject[] | null {
  if (Array.isArray(json)) return objectsIn(json);
  if (!isObject(json)) return null;
  const named = LIST_NAMES.find(name => Object.hasOwn(json, name) && Array.isArray(json[name]));
  if (named) return objectsIn(json[named]);
  const any = Object.values(json).find(value => objectsIn(value).length > 0);
  return any ? objectsIn(any) : null;
}

function* cellsOf(object: JsonObject, prefix: string, depth: number): Generator<[string, string]> {
  for (const [key, value] of Object.entries(object)) {
    const name = prefix === '' ? key : `${prefix}.${key}`;
    if (isObject(value)) {
      if (depth < MAX_DEPTH) yield* cellsOf(value, name, depth + 1);
    } else if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') {
      yield [name, String(value).slice(0, MAX_CELL_LENGTH)];
    }
  }
}
