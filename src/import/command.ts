/** Turns what a logger file says into the one command that stores it. */
import type { LoggerFile } from '../../devices/loggers/types.ts';
import type { Command, ImportedEvidence } from '../keeper/protocol.ts';

/** `source` names the file by its content (the SHA-256 of its bytes), so that the same file twice is seen as one. */
export function toImportCommand(
  file: LoggerFile,
  { unit, device, source }: { readonly unit: string; readonly device: string; readonly source: string },
): Extract<Command, { type: 'evidence.import' }> {
  return {
    type: 'evidence.import',
    unit,
    device,
    source,
    readings: file.readings.map(({ at, celsius, probe }) => ({ at, celsius, probe })),
    evidence: evidenceOf(file),
  };
}

/** The days of a report as the keeper takes them, without their lines. */
export const evidenceOf = ({ evidence }: LoggerFile): ImportedEvidence[] =>
  evidence.map(({ from, to, minCelsius, maxCelsius, beyond }) => ({
    from,
    to,
    minCelsius,
    maxCelsius,
    beyond: beyond.map((one) => ({ ...one })),
  }));
