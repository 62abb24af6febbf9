/** The tables that loggers and controllers write, as data: how to recognise one, and what its header leaves out. */

/** Rows in which a stuck exact value is a sensor that is not connected, because the file's own flag says so. */
export type DisconnectedSensor = { readonly value: number; readonly flagColumns: readonly string[] };

export type TableFormat = {
  readonly id: string;
  readonly model: string | null;
  /** Found in the text above the first row (header included). */
  readonly recognise: RegExp;
  /** The column that holds what the product stands in, where its name does not say "temperature". */
  readonly temperatureColumn?: string;
  /** The same by its place from 1, in a format whose header is worded as its user likes. */
  readonly temperaturePlace?: number;
  /** Where else the file states its unit: C or F is the first group. */
  readonly unitAbove?: RegExp;
  readonly disconnected?: DisconnectedSensor;
};

export const TABLE_FORMATS: readonly TableFormat[] = [
  {
    id: 'ruuvi',
    model: 'RuuviTag',
    recognise: /^timestamp,temperature,humidity,pressure,.*movement counter,measurement sequence number/m,
  },
  {
    // "Gekoelde ruimte" is the cooled room; the other probes sit on the refrigerating machine.
    id: 'cold-cell-controller',
    model: null,
    recognise: /\bsGekoeldeRuimte\b/,
    temperatureColumn: 'sGekoeldeRuimte',
    disconnected: { value: 0, flagColumns: ['_flag_secondary_error_code', '_flag_main_temp_high'] },
  },
  { id: 'adafruit-logger-shield', model: null, recognise: /^millis,stamp,datetime,/m },
  { id: 'tinytag', model: 'Tinytag', recognise: /^S\/N,.*\nType,/m },
  { id: 'tandd', model: null, recognise: /^"Date\/Time","Date\/Time","No\.1"/m },
  { id: 'hanwell', model: null, recognise: /^\s*Style:,Stand-Alone/m },
  {
    // A LogTag that writes its own CSV: `key,value` lines, then rows of number, date, time and reading.
    id: 'logtag',
    model: 'LogTag',
    recognise: /^Serial #,.*[\s\S]*^(?:Reading interval|Non alert range),/m,
    temperaturePlace: 4,
    unitAbove: /^(?:Non alert range|Readings? range),[^\n]*?(?:°|º)?\s*\b([CF])\b/m,
  },
  { id: 'logtag', model: 'LogTag', recognise: /\bLogTag\b/i },
  { id: 'elpro', model: 'ELPRO', recognise: /\b(?:elpro|libero|ecolog)/i },
  { id: 'rotronic-hw4', model: null, recognise: /\[#I\]Device Description/ },
];
/** Any other table of one time and one or more values a row. */
export const PLAIN_TABLE: TableFormat = { id: 'table', model: null, recognise: /^/ };

/** A serial number in the lines above the table: `Serial No:,0000`, `Serial Number = A0`, `S/N,,0000`. */
export const SERIAL = /(?:Serial\s*(?:N(?:o|umber)|#)|S\/N)\s*[.:=]?[\s:;,=]*([A-Za-z0-9-]+)/i;

/**
 * The unit in a header: `°C`, `degC`, `(F)`, `temperature_C`, `Celsius`. A bare letter elsewhere is the name of a
 * channel ("Probe C") and says nothing.
 */
export const UNIT_IN_LABEL =
  /(?:°|º|˚|\bdeg(?:rees)?[ _.]?)\s*([CF])\b|[([]\s*([CF])\s*[)\]]|temp(?:erature)?[_ ]([CF])$|([℃℉])|(celsius|fahrenheit)/i;
/** The unit in a line above the table that defines the channel: `Temperature = °C`. */
export const UNIT_ABOVE = /\btemp(?:erature)?[^\n,;]{0,20}[=:]\s*(?:°|º|˚)?\s*([CF])\b/i;

export const TEMPERATURE_NAME = /temp|nhiệt|°\s*[CF]\b|℃|℉|celsius|fahrenheit/i;
/** What a column with a name or unit of its own is instead of a temperature. */
export const OTHER_QUANTITY =
  /humid|\brh\b|%|\blux\b|\blx\b|lxh?\b|\buv\b|light|pressure|hpa|vcc|volt|batt|rssi|\bmw|cm2|accel|movement|sequence|dew|flag|alarm|contact|millis|stamp|đợ? ?ẩm|receiver|transmitter/i;

/** The zone of the times, where the lines above the table state it: `Time zone: UTC+02:00`. Groups: sign and hours, minutes. */
export const ZONE_ABOVE = /^.{0,3}time\s?zone\W{1,4}(?:\(?(?:UTC|GMT)\s?)?([+-]\d{1,2})(?::?(\d{2}))?\b/im;
