import { describe, expect, it } from 'vitest';
import { hasSpan } from '../../../pipelines/intent/span.ts';
import { remark } from '../world.ts';

describe('how long or how often', () => {
  it.each([
    ['Toujours rien après trois semaines', true],
    ['24h sans réponse', true],
    ['Held for 30+ minutes', true],
    ['Depuis lundi', true],
    ['Attendu une heure', true],
    ['Pour mon mari, un héros', false],
    ['Trois fenêtres, 12 000 euros', false],
    ['Un, jour et nuit', false],
    ['12345 jours', false],
  ])('%s: %s', (text, is) => {
    expect(hasSpan(remark(text), text.length)).toBe(is);
  });

  it('is looked for in the first characters only, and not in the title', () => {
    expect(hasSpan(remark('Merci à vous. Depuis hier'), 10)).toBe(false);
    expect(hasSpan(remark('Merci', { title: 'Depuis hier' }), 5)).toBe(false);
  });
});
