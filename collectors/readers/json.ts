import type { Answer } from '../../src/domain/collector.ts';
import { decodeBytes } from './decode.ts';

/** The JSON of an answer, or undefined: an HTML page behind an API's address, an empty or cut answer. */
export function readJson(answer: Pick<Answer, 'bytes' | 'contentType'>): unknown {
  try {
    return JSON.parse(decodeBytes(answer.bytes, answer.contentType));
  } catch {
    return undefined;
  }
}

export type JsonObject = Readonly<Record<string, unknown>>;

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The objects of an array; [] when it is none. */
export function objectsIn(value: unknown): JsonObject[] {
  return Array.isArray(value) ? value.filter(isObject) : [];
}

/** The object under `name`, empty when there is none: a missing part reads as absent fields. */
export function objectAt(object: JsonObject, name: string): JsonObject {
  const value = own(object, name);
  return isObject(value) ? value : {};
}

/** A string, or a number as text; undefined for everything else and for ''. */
export function textAt(object: JsonObject, name: string): string | undefined {
  const value = own(object, name);
  if (typeof value === 'string') return value === '' ? undefined : value;
  return typeof value === 'number' && Number.isFinite(value) ? String(value) : undefined;
}

export function numberAt(object: JsonObject, name: string): number | undefined {
  const value = own(object, name);
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
}

/** Only what the answer itself holds: `constructor` and the like are not data. */
function own(object: JsonObject, name: string): unknown {
  return Object.hasOwn(object, name) ? object[name] : undefined;
}
