import type { Command } from '../command.ts';
import { command as letter } from './letter.ts';

/** The letter by the name that others give it. */
export const command: Command = { ...letter, essential: false };
