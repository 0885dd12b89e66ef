/** A topic of a trade: its core id, the owner's words for it, and the seed words that reveal it. */
export type Topic = {
  readonly id: string;
  readonly label: { readonly fr: string; readonly en: string };
  readonly seeds: { readonly fr: readonly string[]; readonly en: readonly string[] };
};

/** One trade of data/packs/<id>.yaml. */
export type TradePack = {
  readonly id: string;
  readonly name: { readonly fr: string; readonly en: string };
  readonly letter: { readonly day: string; readonly at: string };
  readonly topics: readonly Topic[];
  /** Words that make a remark urgent whatever its rating. */
  readonly urgent: { readonly fr: readonly string[]; readonly en: readonly string[] };
  /** Nouns of the trade and its work: context for relevance, and the "what" of an enquiry. */
  readonly nouns: { readonly fr: readonly string[]; readonly en: readonly string[] };
};

/** What the stages know besides the settings. Loaded by the platform from data/, handed in by the app. */
export type Data = {
  readonly pack: TradePack;
  /** Word lists of data/lexicons/<name>.yaml, by name. */
  readonly lexicons: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;
  /** Bytes of data/model/tone.bin: the linear tone model. */
  readonly toneModel: Uint8Array;
};
