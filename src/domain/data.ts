/** A topic of a trade: its core id, the owner's words for it, and the seed words that reveal it. */
export type Topic = {
  readonly id: string;
  readonly label: { readonly fr: string; readonly en: string };
  /** Its name where a complaint is told, for a label that praises: "pose" for "pose soignée". */
  readonly complaint?: { readonly fr: string; readonly en: string } | undefined;
  readonly seeds: { readonly fr: readonly string[]; readonly en: readonly string[] };
  /**
   * The words of the core topic of that id, for a topic that means the same in this trade. A word that another
   * topic of the trade has among its own seeds stays that topic's.
   */
  readonly shared?: { readonly fr: readonly string[]; readonly en: readonly string[] } | undefined;
};

/** How a site's reviews may be had: its notices by mail, her own copy, a feed or open data, her account, its pages. */
export const WAYS_IN = ['mail', 'copy', 'feed', 'account', 'page'] as const;
export type WayIn = (typeof WAYS_IN)[number];

/** A site that matters to a trade. */
export type TradeSite = {
  readonly name: string;
  readonly ways: readonly WayIn[];
  /** Where its pages or its feed are found, for those that may be read. */
  readonly at?: string | undefined;
};

/** One trade of data/packs/<id>.yaml. */
export type TradePack = {
  readonly id: string;
  readonly name: { readonly fr: string; readonly en: string };
  /** What people of the trade call it and themselves, as they would answer. */
  readonly called: { readonly fr: readonly string[]; readonly en: readonly string[] };
  readonly letter: { readonly day: string; readonly at: string };
  readonly topics: readonly Topic[];
  /** Words that make a remark urgent whatever its rating. */
  readonly urgent: { readonly fr: readonly string[]; readonly en: readonly string[] };
  /** Nouns of the trade and its work: context for relevance, and the "what" of an enquiry. */
  readonly nouns: { readonly fr: readonly string[]; readonly en: readonly string[] };
  /** By their weight in the trade. */
  readonly sites: readonly TradeSite[];
};

/** What the stages know besides the settings. Loaded by the platform from data/, handed in by the app. */
export type Data = {
  readonly pack: TradePack;
  /** Word lists of data/lexicons/<name>.yaml, by name. */
  readonly lexicons: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;
  /** Bytes of data/model/tone.bin: the linear tone model. */
  readonly toneModel: Uint8Array;
  /** Bytes of data/model/language.bin: which language letters are of. */
  readonly languageModel: Uint8Array;
  /** Bytes of data/model/cues.bin: words that speak of a topic or of what the writer wants. */
  readonly cues: Uint8Array;
};
