/** The report of a day, put together: what each room counts, from one and the same facts. */
import { capacityOf, classOfProduct, litresOf } from './capacity.ts';
import { coldBySite, type UnitStanding } from './cold.ts';
import { type Answers, excursionsOf, type Period, responseOf } from './excursions.ts';
import { compare, compareSites, type ReportFacts, type Standing, standingAt } from './facts.ts';
import { givenOf, plansOf } from './given.ts';
import { holdsOf } from './holds.ts';
import { type Paces, pacesOf } from './pace.ts';
import { type Keeping, type Lying, proposalsOf } from './proposals.ts';
import { shipmentsOf } from './shipments.ts';
import { expiringOf, stockOf } from './stock.ts';
import type { CapacityLine, DailyReport, Difference, MoveProposal } from './types.ts';

/** What is not in the documents. `free`: parcels that may be given now and that nothing else takes. */
export type DailyInput = Period & {
  readonly id: string;
  readonly day: string;
  readonly madeAt: number;
  readonly late: boolean;
  readonly units: readonly UnitStanding[];
  readonly answers: Answers;
  readonly free: ReadonlySet<string>;
  readonly checkpoint: string | null;
};

/** In steps, so that whoever makes it can let others go first in between. The report is the province's. */
export function* dailyReport(facts: ReportFacts, input: DailyInput): Generator<undefined, DailyReport> {
  const { id, day, since, until, madeAt, late, checkpoint } = input;
  const standing = standingAt(facts, until);
  yield;
  const excursions = excursionsOf(facts, input.answers, input);
  const holds = holdsOf(facts, standing, input);
  yield;
  const stock = stockOf(facts, standing);
  yield;
  const given = givenOf(facts, input);
  yield;
  const plans = plansOf(facts, day, until);
  yield;
  const capacity = capacityOf(facts, standing, until);
  yield;
  const paces = pacesOf(facts, until);
  yield;
  const proposals = moves(facts, standing, capacity, paces, input);
  yield;
  return {
    ...{ id, site: null, day, since, until, madeAt, late },
    cold: coldBySite(input.units),
    excursions,
    response: responseOf(excursions),
    holds,
    stock,
    expiring: expiringOf(stock, day),
    given,
    plans,
    shipments: shipmentsOf(facts, input),
    capacity,
    proposals,
    differences: facts.differences.filter(({ explained }) => explained === null).toSorted(inOrder),
    checkpoint,
  };
}

const inOrder = (a: Difference, b: Difference): number =>
  compareSites(a.site, b.site) || compare(a.gtin ?? '', b.gtin ?? '') || compare(a.id, b.id);

function moves(
  facts: ReportFacts,
  standing: readonly Standing[],
  capacity: readonly CapacityLine[],
  paces: Paces,
  { day, until, free }: DailyInput,
): MoveProposal[] {
  const stock = standing.flatMap(({ parcel, doses, site, held }): Lying[] => {
    const { id, gtin, lot } = parcel;
    const expiry = facts.lots.get(`${gtin}/${lot}`)?.expiry;
    if (site === null || expiry === undefined) return [];
    return [{ parcel: id, gtin, lot, expiry, doses, site, free: !held && free.has(id) }];
  });
  const room = new Map(capacity.map((line) => [`${line.site} ${line.class}`, line]));
  return proposalsOf(stock, {
    ...{ day, tree: facts.tree, paces },
    keepingOf: (gtin): Keeping => {
      const product = facts.products.get(gtin);
      const kept = classOfProduct(product, until);
      const litresPerDose = litresOf(product, 1);
      return kept === null || litresPerDose === null ? null : { class: kept, litresPerDose };
    },
    freeLitres: (site, kept) => {
      const { litres = null, usedLitres = null, announcedLitres = null } = room.get(`${site} ${kept}`) ?? {};
      if (litres === null || usedLitres === null || announcedLitres === null) return null;
      return litres - usedLitres - announcedLitres;
    },
  });
}
