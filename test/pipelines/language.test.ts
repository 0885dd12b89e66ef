import { describe, expect, it } from 'vitest';
import { readLetterWeights, writeLetterWeights } from '../../pipelines/language/letters.ts';
import { makeStage } from '../../pipelines/language/stage.ts';
import type { Item } from '../../src/domain/stage.ts';
import { data, KERLANN, remark } from './world.ts';

async function told(items: readonly Item[]) {
  const { annotations } = await makeStage(KERLANN, data(), null).run({ items, annotations: new Map() });
  return annotations;
}

describe('other languages', () => {
  it.each([
    ['Portuguese', 'O atendimento foi excelente e a comida estava muito boa.'],
    ['Portuguese, without small words of its own', 'Demoraram três semanas para entregar e ninguém atende.'],
    ['Catalan', 'El menjar era molt bo però el servei massa lent per al preu.'],
    ['Romanian', 'Mâncarea a fost foarte bună, dar am așteptat prea mult.'],
    ['Polish', 'Czekaliśmy godzinę i jedzenie było zimne.'],
    ['Turkish', 'Siparişim iki hafta geç geldi, bir daha almam.'],
    ['Swedish', 'Mycket trevlig personal och god mat, vi kommer gärna tillbaka.'],
    ['Danish', 'Maden var kold og vi ventede en time på regningen.'],
    ['Hungarian', 'Nagyon kedves kiszolgálás, finom ételek, csak ajánlani tudom.'],
    ['Russian', 'Отличное место, вкусная еда и вежливый персонал.'],
    ['Arabic with a brand', 'خدمة ممتازة والطعام لذيذ جدا Kerlann'],
    ['Chinese', '服务很好，下次还会再来'],
  ])('%s', async (_, text) => {
    const [row] = await told([remark(text)]);
    expect(row?.label).toBe('und');
    expect(row?.confidence).toBeGreaterThan(0.5);
  });

  it('knows nothing of what has no letters', async () => {
    const rows = await told([remark('👍👍'), remark('12/07 : 45 €'), remark('')]);
    expect(rows.map(row => [row.label, row.confidence, row.abstain])).toEqual(
      Array(3).fill(['und', 0, true]),
    );
  });
});

describe('a few letters', () => {
  it.each([
    ['fr', 'Personnel désagréable'],
    ['fr', 'Déçu du chantier'],
    ['fr', 'AU TOP'],
    ['en', 'Lovely people'],
    ['es', 'Muy buen trato'],
    ['de', 'Nie wieder!'],
    ['it', 'Personale scortese'],
    ['nl', 'Zeer tevreden'],
  ])('%s: %s', async (code, text) => {
    expect((await told([remark(text)]))[0]?.label).toBe(code);
  });

  it('goes by the source where letters hesitate, and says so', async () => {
    const rows = await told([
      remark('Top service', { language: 'fr' }),
      remark('Top service', { language: 'en' }),
      remark('Sehr enttäuschend', { language: 'fr' }),
    ]);
    expect(rows.map(row => row.label)).toEqual(['fr', 'en', 'de']);
    expect(rows.flatMap(row => row.because.map(({ term }) => term))).toContain('rule:source-language');
  });
});

describe('names and quotations of another language', () => {
  it.each([
    ['it', "Cinema: stasera 'Blade Runner' all'Odeon, poi 'The Shining'."],
    ['it', 'Classifica: Ferrari, Red Bull, Williams, McLaren.'],
    ['de', 'Meeting heute: Marketing, Controlling, Vertrieb.'],
    ['de', 'Wagner, Anna 1988 SC Magdeburg 2:14,90'],
    ['en', 'Review: La Dolce Vita, Criterion edition, 2014.'],
  ])('%s: %s', async (code, text) => {
    expect((await told([remark(text)]))[0]?.label).toBe(code);
  });
});

describe('letter weights', () => {
  it('come back as they were written', () => {
    const bytes = Int8Array.from({ length: 8 << 4 }, (_, index) => (index % 255) - 127);
    const read = readLetterWeights(writeLetterWeights({ bits: 4, step: 0.5, bytes }));
    expect(read).toEqual({ bits: 4, step: 0.5, bytes });
  });

  it.each([
    ['nothing', new Uint8Array(0)],
    ['another file', new TextEncoder().encode('VTON and so on, long enough')],
    ['half of it', writeLetterWeights({ bits: 4, step: 1, bytes: new Int8Array(64) })],
  ])('refuse %s', (_, file) => {
    expect(() => readLetterWeights(file)).toThrow(RangeError);
  });
});
