/** One line of what is planned, and what ends it where one may. */
type Props = {
  readonly what: string;
  /** Null: nothing can be done about it here. `name`: what a reader hears. */
  readonly end: { readonly label: string; readonly name: string; readonly run: () => void } | null;
  readonly busy: boolean;
};

export function PlannedRow({ what, end, busy }: Props) {
  return (
    <li>
      <span>{what}</span>
      {end !== null && (
        <button type="button" class="quiet no-print" disabled={busy} aria-label={end.name} onClick={end.run}>
          {end.label}
        </button>
      )}
    </li>
  );
}
