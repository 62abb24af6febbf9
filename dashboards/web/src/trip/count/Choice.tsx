/** A question with a few answers, each as large as a thumb. */
/** One of a few, as large buttons that say which is chosen by more than colour. */
export function Choice<T extends string | number | boolean>(props: {
  name: string;
  label?: string;
  options: readonly (readonly [T, string])[];
  value: T | null;
  onChoose: (value: T) => void;
}) {
  return (
    <div class="choice" role="radiogroup" aria-label={props.label ?? props.name}>
      {props.label !== undefined && <span class="choice-label">{props.label}</span>}
      <div class="chips">
        {props.options.map(([value, text]) => (
          <label key={String(value)} class="chip">
            <input
              type="radio"
              name={props.name}
              checked={props.value === value}
              onChange={() => props.onChoose(value)}
            />
            <span>{text}</span>
          </label>
        ))}
      </div>
    </div>
  );
}
