/** Codes of the French nomenclature of activities (NAF) by the trade that they are most often. */
const TRADES: readonly (readonly [RegExp, string])[] = [
  [/^55\.[12]/, 'hotel'],
  [/^56\.(?:10|30)/, 'restaurant'],
  [/^(?:10\.71|47\.24)/, 'bakery'],
  [/^(?:16\.23|25\.12|43\.32|43\.34)/, 'joinery'],
  [/^(?:43\.2[129])/, 'plumbing'],
  [/^(?:45\.20|45\.1)/, 'garage'],
  [/^96\.0[24]/, 'hairdressing'],
  [/^(?:24|25|28)\./, 'sheet-metal'],
  [/^47\.91/, 'online-shop'],
  [/^68\.3/, 'estate-agency'],
  [/^49\.4/, 'moving'],
  [/^(?:62|63\.1|95\.11)/, 'it-services'],
];

/** The trade of an activity code; null for those that none of the trades covers. */
export function tradeOfActivity(code: string): string | null {
  return TRADES.find(([codes]) => codes.test(code))?.[1] ?? null;
}
