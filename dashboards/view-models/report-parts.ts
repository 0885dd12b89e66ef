import type { Weekly } from '../../queries/weekly.ts';
import type { Answers } from './answers.ts';
import type { CompetitorsAnswers } from './competitors.ts';
import type { ReviewsAnswers } from './reviews.ts';

export type ReportTable = {
  readonly caption: string;
  readonly head: readonly string[];
  /** The first cell of each row names it. */
  readonly rows: readonly (readonly string[])[];
};

/** Bars in groups, one colour a series; its figures stand in a table below it. */
export type ReportChart = {
  readonly title: string;
  readonly categories: readonly string[];
  readonly series: readonly { readonly name: string; readonly values: readonly number[] }[];
};

export type ReportItem = {
  readonly head: string;
  readonly quote: string | null;
  readonly notes: readonly string[];
  readonly link: { readonly url: string; readonly words: string } | null;
};

export type ReportSection = {
  readonly id: string;
  readonly title: string;
  readonly items: readonly ReportItem[];
  readonly chart: ReportChart | null;
  readonly tables: readonly ReportTable[];
  readonly lines: readonly string[];
};

/** All that was read, on paper: final words and figures. Sections without anything in them are left out. */
export type Report = {
  readonly language: 'fr' | 'en';
  readonly title: string;
  readonly about: string;
  readonly sections: readonly ReportSection[];
  readonly footer: readonly string[];
};

export type ReportAnswers = {
  readonly all: Answers;
  readonly reviews: ReviewsAnswers;
  readonly competitors: CompetitorsAnswers;
  readonly weekly: Weekly;
};

/** A section to fill in: what it does not have is left out. */
export const NOTHING = { items: [], chart: null, tables: [], lines: [] } as const;
