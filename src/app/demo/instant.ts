import * as z from 'zod';

/** An instant as data/demo writes it, with its offset; in UTC as all the house compares them. */
export const instant = z.iso.datetime({ offset: true }).transform(text => new Date(text).toISOString());

export type Dated = { readonly at: string };
