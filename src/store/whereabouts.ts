/**
 * Where devices sat and units stood, for a copy elsewhere: looked up in the registry's documents when asked, and kept until
 * the registry changes.
 */
import type Database from 'better-sqlite3';
import { siteOfUnit, unitOfDevice } from '../fleet/places.ts';
import type { Device, Unit } from '../fleet/types.ts';
import type { Whereabouts } from './outbox.ts';

type Probe = { readonly device: string; readonly probe: string };

/** To be called inside the transaction of the page: looks whether what is kept is still right. */
export function whereaboutsReader(db: Database.Database): () => Whereabouts {
  const select = (kind: string) => db.prepare(`SELECT doc FROM ${kind} WHERE id = ?`).pluck();
  const [selectProbe, selectDevice, selectUnit] = [select('probe'), select('device'), select('unit')];
  const selectRevision = db.prepare('SELECT revision FROM registry').pluck();
  const document = <T>(statement: Database.Statement, id: string): T | undefined => {
    const doc = statement.get(id) as string | undefined;
    return doc === undefined ? undefined : (JSON.parse(doc) as T);
  };
  /** A number is given once and stays its probe's. */
  const probes = new Map<number, Probe>();
  let revision = -1;
  let devices = new Map<string, Device | undefined>();
  let units = new Map<string, Unit | undefined>();
  const kept = <T>(map: Map<string, T | undefined>, id: string, statement: Database.Statement) => {
    if (!map.has(id)) map.set(id, document<T>(statement, id));
    return map.get(id);
  };

  return () => {
    const now = Number(selectRevision.get());
    if (now !== revision) {
      devices = new Map();
      units = new Map();
      revision = now;
    }
    const [ofDevices, ofUnits] = [devices, units];
    return {
      probe: (number) => {
        const known = probes.get(number);
        if (known !== undefined) return known;
        const doc = document<Probe>(selectProbe, String(number));
        if (doc === undefined) return null;
        const probe = { device: doc.device, probe: doc.probe };
        probes.set(number, probe);
        return probe;
      },
      place: (device, at) => {
        const unit = unitOfDevice(kept(ofDevices, device, selectDevice), at);
        if (unit === null) return null;
        return { unit, site: siteOfUnit(kept(ofUnits, unit, selectUnit), at) };
      },
    };
  };
}
