/** The device models that Giữ Lạnh knows. Each number has its source; what a maker does not state is null. */
export const CATALOGUE = [
  {
    id: 'giulanh',
    maker: 'Giữ Lạnh',
    model: 'Own payload on giulanh/v1/<device>/telemetry',
    delivery: 'mqtt',
    channels: [
      { kind: 'temperature', unit: 'celsius', min: -120, max: 80 },
      { kind: 'humidity', unit: 'percent', min: 0, max: 100 },
      { kind: 'battery', unit: 'percent', min: 0, max: 100 },
      { kind: 'door', unit: 'boolean', min: 0, max: 1 },
      { kind: 'power', unit: 'boolean', min: 0, max: 1 },
      { kind: 'position', unit: 'degrees', min: -180, max: 180 },
    ],
    faultCodesMilli: [],
    samplingSeconds: null,
    source: 'The payload of this service; the range is what it takes for plausible.',
    quirks: [],
  },
  {
    id: 'ds18b20',
    maker: 'Analog Devices (Maxim)',
    model: 'DS18B20',
    delivery: 'probe',
    channels: [{ kind: 'temperature', unit: 'celsius', min: -55, max: 125 }],
    faultCodesMilli: [-127_000, 85_000],
    samplingSeconds: null,
    source: 'DS18B20 data sheet: range -55 to +125 °C, power-on value of the scratchpad +85 °C.',
    quirks: [
      {
        what: '85.000 is not a temperature',
        why: 'It is what the memory holds after power-on, read before a conversion has finished.',
      },
      {
        what: '-127.000 is not a temperature',
        why: 'Common drivers give it (DEVICE_DISCONNECTED_C) when the sensor does not answer on the bus.',
      },
    ],
  },
  {
    id: 'fridge-tag-2',
    maker: 'Berlinger',
    model: 'Fridge-tag 2, Fridge-tag 2 L',
    delivery: 'file',
    channels: [{ kind: 'temperature', unit: 'celsius', min: -120, max: 80 }],
    faultCodesMilli: [],
    samplingSeconds: 60,
    source: 'Counters of the text report run in minutes. The range is what this service takes for plausible.',
    quirks: [
      {
        what: 'A day without values is written as dashes and counted in t AccST',
        why: 'The sensor did not answer; such minutes are a gap, never 0 °C.',
      },
      {
        what: 'Zone: 0.00 in the report is not the offset of its times',
        why: 'The clock is set by hand to local time; reports made at UTC+2 carry 0.00 too.',
      },
    ],
  },
  {
    id: 'q-tag',
    maker: 'Berlinger',
    model: 'Q-tag CLm doc',
    delivery: 'file',
    channels: [{ kind: 'temperature', unit: 'celsius', min: -120, max: 80 }],
    faultCodesMilli: [],
    samplingSeconds: null,
    source: 'The report states its own Logging Interval. The range is what this service takes for plausible.',
    quirks: [
      {
        what: 'The report does not state its unit of temperature',
        why: 'The importer must be told °C or °F.',
      },
    ],
  },
];
