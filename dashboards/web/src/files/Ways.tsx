/** What a file leaves open, and how it was read: the logger, its clock, its unit, its column. Open where something is asked. */
import type { LookedAtView } from '../../../../src/import/looked.ts';
import { n } from '../official/say.ts';
import { Select } from '../shell/Form.tsx';
import type { Said } from './bring.ts';
import { filesWords } from './words.ts';
import { OTHER_ZONES, VIETNAM, zoneName } from './zones.ts';

type Props = {
  readonly looked: LookedAtView;
  readonly said: Said;
  readonly onSay: (part: Said) => void;
};

/** Refusals that are questions to the person. */
const ASKS: Readonly<Record<string, 'device' | 'temperature' | 'column' | 'dates'>> = {
  FILE_DEVICE_UNKNOWN: 'device',
  FILE_OF_ANOTHER_DEVICE: 'device',
  DEVICE_NOT_IN_UNIT: 'device',
  LOGGER_UNIT_UNKNOWN: 'temperature',
  LOGGER_UNIT_CONTRADICTED: 'temperature',
  LOGGER_COLUMN_NEEDED: 'column',
  LOGGER_COLUMN_UNKNOWN: 'column',
  LOGGER_DATE_AMBIGUOUS: 'dates',
};

/** Is something still to be said, rather than wrong? */
export const isQuestion = (code: string): boolean => /UNKNOWN$|NEEDED$|AMBIGUOUS$/.test(code) && code in ASKS;

export function Ways({ looked, said, onSay }: Props) {
  const told = filesWords.value;
  const { way, seen, refusal } = looked;
  const asked = ASKS[refusal?.code ?? ''] ?? null;
  const unit = seen?.unit ?? way.temperature;
  const needed = (
    <div class="files-ways">
      {(asked === 'device' || said.device !== undefined) && <DeviceField {...{ looked, said, onSay }} />}
      {(asked === 'temperature' || way.temperature !== undefined) && (
        <Choice
          label={told.temperature}
          value={asked === 'temperature' ? said.temperature : way.temperature}
          options={[
            ['C', '°C'],
            ['F', '°F'],
          ]}
          onChoose={(temperature) => onSay({ temperature: temperature as 'C' | 'F' })}
        />
      )}
      {(asked === 'column' || way.column !== undefined) && <ColumnField {...{ looked, said, onSay }} />}
      {(asked === 'dates' || way.dates !== undefined) && (
        <Choice
          label={told.dates}
          value={asked === 'dates' ? said.dates : way.dates}
          options={[
            ['dmy', told.dmy],
            ['mdy', told.mdy],
          ]}
          onChoose={(dates) => onSay({ dates: dates as 'dmy' | 'mdy' })}
        />
      )}
    </div>
  );
  if (asked !== null) return <section class="files-part files-asks">{needed}</section>;
  if (seen === null) return null;
  return (
    <details class="files-part files-how">
      <summary>
        {told.wayIs(zoneName(way.zone, told.vietnam), unit === undefined ? '°C' : `°${unit}`)}
        <span class="files-change">{told.change}</span>
      </summary>
      <div class="files-ways">
        {said.device === undefined && <DeviceField {...{ looked, said, onSay }} />}
        <ZoneField zone={way.zone} onSay={onSay} />
      </div>
      {needed}
    </details>
  );
}

function DeviceField({ looked, said, onSay }: Props) {
  const told = filesWords.value;
  const { devices } = looked;
  return (
    <div class="files-field">
      <Select
        label={told.device}
        value={said.device ?? looked.preview?.device.id ?? ''}
        none={told.deviceNone}
        options={devices.items.map(({ id, unitName, siteName }) => [
          id,
          told.deviceLine(
            id,
            unitName === null ? told.nowhere : [unitName, siteName].filter(Boolean).join(', '),
          ),
        ])}
        onChoose={(device) => device !== '' && onSay({ device })}
      />
      <p class="hint">{devices.more > 0 ? told.deviceMore(n(devices.more)) : told.deviceHint}</p>
    </div>
  );
}

function ColumnField({ looked, said, onSay }: Props) {
  const told = filesWords.value;
  const columns = looked.refusal?.details?.columns;
  const known = Array.isArray(columns) ? columns.filter((one) => typeof one === 'string') : [];
  const value = said.column ?? looked.way.column ?? '';
  const all = value === '' || known.includes(value) ? known : [value, ...known];
  return (
    <Select
      label={told.column}
      value={known.length > 0 && !known.includes(value) ? '' : value}
      none={told.columnNone}
      options={all.map((column) => [column, column] as const)}
      onChoose={(column) => onSay({ column: column === '' ? undefined : column })}
    />
  );
}

function ZoneField({ zone, onSay }: { zone: string; onSay: Props['onSay'] }) {
  const told = filesWords.value;
  return (
    <label class="field">
      <span>{told.zone}</span>
      <select value={zone} onChange={(event) => onSay({ zone: event.currentTarget.value })}>
        <option value={VIETNAM}>{told.vietnam}</option>
        <option value="UTC">UTC</option>
        <optgroup label={told.otherZones}>
          {OTHER_ZONES.map((name) => (
            <option key={name} value={name}>
              {zoneName(name, told.vietnam)}
            </option>
          ))}
        </optgroup>
      </select>
    </label>
  );
}

type ChoiceProps = {
  readonly label: string;
  readonly value: string | undefined;
  readonly options: readonly (readonly [code: string, word: string])[];
  readonly onChoose: (code: string) => void;
};

function Choice({ label, value, options, onChoose }: ChoiceProps) {
  return (
    <fieldset class="files-choice">
      <legend>{label}</legend>
      {options.map(([code, word]) => (
        <label key={code}>
          <input
            type="radio"
            name={label}
            value={code}
            checked={value === code}
            onChange={() => onChoose(code)}
          />
          <span>{word}</span>
        </label>
      ))}
    </fieldset>
  );
}
