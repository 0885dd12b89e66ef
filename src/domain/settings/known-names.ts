/**
 * The names that may stand at a path of a zod schema: an object's, or those of a record that only takes some; []
 * where any may stand, or where the path leads out of the schema.
 */
export function knownNames(schema: unknown, path: readonly PropertyKey[]): readonly string[] {
  let current = unwrap(schema);
  for (const key of path) {
    const { shape, element } = current ?? {};
    current = unwrap(typeof key === 'number' ? element : shape?.[String(key)]);
  }
  return Object.keys(current?.shape ?? {}).concat(current?.keyType?.options ?? []);
}

/** As much of zod's own schemas as is looked at. */
type Shaped = {
  readonly shape?: Readonly<Record<string, unknown>>;
  readonly element?: unknown;
  readonly keyType?: { readonly options?: readonly string[] };
};

/** Through defaults and optionals to what is beneath. */
function unwrap(schema: unknown): Shaped | undefined {
  let current = schema as (Shaped & { readonly def?: { readonly innerType?: unknown } }) | undefined;
  while (current?.def?.innerType) current = current.def.innerType as typeof current;
  return current;
}
