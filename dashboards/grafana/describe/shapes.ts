/**
 * What a dashboard is here, before it is Grafana's JSON: its variables, panels and annotations, each with its query in
 * both languages side by side. Everything but the query is said once.
 *
 * Grafana puts into a query: `$timeFilter`, `$__interval`, `v.…` (the chosen range and its step), `${__from}` and
 * `${__to}` (the range as ms UTC) and the dashboard's own variables.
 */
export const FLAVOURS = ['influxql', 'flux'] as const;
/** InfluxQL for the 1.x line, Flux for the 2.x line. */
export type Flavour = (typeof FLAVOURS)[number];

/** One question, asked of either line; both must give the same rows. */
export type Query = Readonly<Record<Flavour, string>>;

/** `series`: lines over time, one per set of tags. `table`: rows with named columns. */
export type Target = Query & {
  readonly shape: 'series' | 'table';
  /** How a series is called: text with `${__field.labels.<tag>}`. */
  readonly name?: string;
};

/** How one column or series is shown. */
export type Look = {
  /** A column's name, or `A`, `B` … for every series of that target. */
  readonly of: string;
  readonly title?: string;
  /** Grafana's id of a unit. */
  readonly unit?: string;
  readonly decimals?: number;
  /** Colours the cell by the panel's thresholds. */
  readonly coloured?: boolean;
  /** What a zero means. */
  readonly zero?: string;
  readonly hidden?: boolean;
  /** A line without points, as a limit is drawn. */
  readonly dashed?: string;
};

/** `[from, colour]`, the first from −∞. */
export type Steps = readonly (readonly [number | null, string])[];

export type Panel = {
  readonly title: string;
  readonly hint?: string;
  readonly kind: 'stat' | 'table' | 'timeseries' | 'bars' | 'bargauge';
  readonly width: number;
  readonly height: number;
  readonly unit: string;
  readonly decimals?: number;
  readonly steps?: Steps;
  /** What stands where the database has no row. */
  readonly empty?: string;
  readonly looks?: readonly Look[];
  readonly sortBy?: { readonly column: string; readonly descending: boolean };
  /** Longer than this without a value and a line is broken. */
  readonly gapMs?: number;
  readonly targets: readonly Target[];
};

export type Choice =
  | {
      readonly kind: 'query';
      readonly name: string;
      readonly label: string;
      readonly query: Query;
      /** Offers "all", which also takes in what has no such tag. */
      readonly all: boolean;
      readonly several: boolean;
    }
  | { readonly kind: 'number'; readonly name: string; readonly label: string; readonly value: string };

/** Events on the time axis: columns `text`, and `timeEnd` (ms) where it is a stretch. */
export type Annotation = {
  readonly name: string;
  readonly colour: string;
  readonly query: Query;
};

export type Dashboard = {
  /** Part of the uid and the name of the file: never change it. */
  readonly slug: string;
  readonly title: string;
  readonly about: string;
  readonly from: string;
  readonly refresh: string;
  readonly choices: readonly Choice[];
  readonly annotations: readonly Annotation[];
  readonly panels: readonly Panel[];
};
