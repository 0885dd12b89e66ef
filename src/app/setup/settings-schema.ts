import * as z from 'zod';
import { settingsSchema, sourceSchema } from '../../domain/settings/settings.ts';
import { channels } from '../../generated/channels.ts';
import { collectors } from '../../generated/collectors.ts';

type JsonSchema = Record<string, unknown>;

/**
 * vigie.yaml as JSON Schema (draft 2020-12) for editors: the settings, and for each source its own collector's
 * options beside the common ones, for each channel its own.
 */
export async function settingsJsonSchema(): Promise<JsonSchema> {
  const toJson = (schema: z.ZodType): JsonSchema =>
    z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
  const common = toJson(sourceSchema) as { properties: JsonSchema };
  const sources = await Promise.all(
    Object.entries(collectors).map(async ([id, load]) => {
      const collector = await load();
      const own = toJson(collector.options) as { properties?: JsonSchema; required?: string[] };
      return {
        title: collector.title.en,
        description: collector.terms,
        type: 'object',
        properties: { ...common.properties, ...own.properties, collector: { const: id } },
        required: ['collector', ...(own.required ?? [])],
        additionalProperties: false,
      };
    }),
  );
  const ways = await Promise.all(
    Object.entries(channels).map(async ([id, load]) => {
      const channel = await load();
      const own = toJson(channel.options) as { properties?: JsonSchema; required?: string[] };
      return {
        title: channel.title.en,
        type: 'object',
        properties: { channel: { const: id }, ...own.properties },
        required: ['channel', ...(own.required ?? [])],
        additionalProperties: false,
      };
    }),
  );
  const schema = toJson(settingsSchema) as { properties: JsonSchema };
  return {
    ...schema,
    title: 'vigie.yaml',
    properties: {
      ...schema.properties,
      sources: { type: 'array', items: { oneOf: sources } },
      channels: { type: 'array', items: { oneOf: ways } },
    },
  };
}
