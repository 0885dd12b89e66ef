/** The invented firms; each has its folder in data/demo. */
export const FIRMS = ['joinery', 'hotel', 'bakery'] as const;
export type FirmName = (typeof FIRMS)[number];

/** How the last week goes. */
export const SCENARIOS = ['usual', 'calm', 'crisis', 'failure'] as const;
export type ScenarioName = (typeof SCENARIOS)[number];

export type PlayName = { readonly firm: FirmName; readonly scenario: ScenarioName };
