/**
 * A partner's event as the ledger keeps it: the text that was captured and by whom. It is kept and shown, and moves nothing:
 * what a parcel is and who holds it follows from the service's own events alone.
 */

export type PartnerEvent = {
  readonly id: string;
  readonly type: 'partner.event';
  readonly at: string;
  readonly by: string;
  readonly recorded: string;
  readonly capture: string;
  readonly eventID: string | null;
  /** The event as JSON, with the context that its document gave it. */
  readonly event: string;
};

/** One event ready to be kept. `key` is the same when the same event is sent again. */
export type Captured = {
  readonly key: string;
  readonly at: string;
  readonly eventID: string | null;
  readonly event: string;
};

/** The standard's own context: every answer names it once for all its events. */
const isStandard = (context: unknown): boolean =>
  typeof context === 'string' && /^https?:\/\/ref\.gs1\.org\/standards\/epcis\/.*context.*$/.test(context);

/** `digest` names a text: equal for equal texts. */
export function capturedOf(
  event: Readonly<Record<string, unknown>>,
  context: unknown,
  digest: (text: string) => string,
): Captured {
  const { '@context': ownContext, recordTime: _, ...rest } = event;
  const contexts = [context, ownContext].flat().filter((one) => one !== undefined && !isStandard(one));
  const seen = new Set<string>();
  const named = contexts.filter((one) => {
    const text = JSON.stringify(one);
    return !seen.has(text) && seen.add(text);
  });
  const text = JSON.stringify(named.length === 0 ? rest : { '@context': named, ...rest });
  const eventID = [rest.eventID, rest.id].find((id) => typeof id === 'string') ?? null;
  const declared = rest.errorDeclaration as { declarationTime?: unknown } | undefined;
  return {
    // A correction has the id of the event that it corrects; it is another event all the same.
    key:
      eventID === null
        ? digest(text)
        : `${String(eventID)} ${String(declared?.declarationTime ?? '')}`.trim(),
    at: new Date(Date.parse(String(rest.eventTime))).toISOString(),
    eventID: eventID === null ? null : String(eventID),
    event: text,
  };
}
