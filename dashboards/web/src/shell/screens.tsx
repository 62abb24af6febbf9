/** What is shown at each address. Whoever watches a wall board never downloads a page that only others open. */
import type { ComponentType } from 'preact';
import { Board } from '../board/Board.tsx';
import type { Params, Screen } from '../routes.ts';
import { TripDoor } from '../trip/TripDoor.tsx';
import { door } from './door.tsx';

/**
 * A page gets the ids in its address as properties, and is made anew when they change. A page that few people open
 * comes through a door: `door(() => import('../recall/Recalls.tsx').then((it) => it.Recalls))`.
 */
export const SCREENS: { readonly [S in Exclude<Screen, 'sign-in'>]: ComponentType<Params<S>> } = {
  board: Board,
  gate: door(() => import('../scan/Gate.tsx').then((it) => it.Gate)),
  unit: door(() => import('../unit/UnitPage.tsx').then((it) => it.UnitPage)),
  guidance: door(() => import('../guidance/GuidancePage.tsx').then((it) => it.GuidancePage)),
  alerts: door(() => import('../alerts/AlertsPage.tsx').then((it) => it.AlertsPage)),
  duty: door(() => import('../duty/RosterPage.tsx').then((it) => it.RosterPage)),
  ladder: door(() => import('../duty/LadderPage.tsx').then((it) => it.LadderPage)),
  notices: door(() => import('../notices/LogPage.tsx').then((it) => it.LogPage)),
  channels: door(() => import('../notices/ChannelsPage.tsx').then((it) => it.ChannelsPage)),
  told: door(() => import('../notices/ToldPage.tsx').then((it) => it.ToldPage)),
  book: door(() => import('../book/BookPage.tsx').then((it) => it.BookPage)),
  stock: door(() => import('../stock/StockPage.tsx').then((it) => it.StockPage)),
  receive: door(() => import('../stock/ReceivePage.tsx').then((it) => it.ReceivePage)),
  issue: door(() => import('../stock/IssuePage.tsx').then((it) => it.IssuePage)),
  receipts: door(() => import('../stock/ReceiptsPage.tsx').then((it) => it.ReceiptsPage)),
  receipt: door(() => import('../stock/ReceiptPage.tsx').then((it) => it.ReceiptPage)),
  overview: door(() => import('../official/Overview.tsx').then((it) => it.Overview)),
  incidents: door(() => import('../official/Incidents.tsx').then((it) => it.Incidents)),
  incident: door(() => import('../official/Incident.tsx').then((it) => it.Incident)),
  decisions: door(() => import('../official/Decisions.tsx').then((it) => it.Decisions)),
  decision: door(() => import('../official/DecisionRecord.tsx').then((it) => it.DecisionRecord)),
  recalls: door(() => import('../official/Recalls.tsx').then((it) => it.Recalls)),
  recall: door(() => import('../official/RecallNotice.tsx').then((it) => it.RecallNotice)),
  'add-device': door(() => import('../add-device/AddDevice.tsx').then((it) => it.AddDevice)),
  'set-up': door(() => import('../add-device/SetUp.tsx').then((it) => it.SetUp)),
  files: door(() => import('../files/FilesPage.tsx').then((it) => it.FilesPage)),
  reports: door(() => import('../reports/ReportsPage.tsx').then((it) => it.ReportsPage)),
  audit: door(() => import('../official/Audit.tsx').then((it) => it.Audit)),
  password: door(() => import('../password/PasswordPage.tsx').then((it) => it.PasswordPage)),
  admin: door(() => import('../admin/Start.tsx').then((it) => it.Start)),
  'admin-places': door(() => import('../admin/places/Places.tsx').then((it) => it.Places)),
  'admin-units': door(() => import('../admin/units/Units.tsx').then((it) => it.Units)),
  'admin-people': door(() => import('../admin/people/People.tsx').then((it) => it.People)),
  'admin-devices': door(() => import('../admin/devices/Devices.tsx').then((it) => it.Devices)),
  'admin-device': door(() => import('../admin/devices/Device.tsx').then((it) => it.Device)),
  'admin-products': door(() => import('../admin/products/Products.tsx').then((it) => it.Products)),
  'admin-product': door(() => import('../admin/products/Product.tsx').then((it) => it.Product)),
  'admin-description': door(() =>
    import('../admin/description/Description.tsx').then((it) => it.Description),
  ),
  parcel: door(() => import('../parcel/ParcelPage.tsx').then((it) => it.ParcelPage)),
  scans: door(() => import('../scans/ScansPage.tsx').then((it) => it.ScansPage)),
  security: door(() => import('../security/SecurityPage.tsx').then((it) => it.SecurityPage)),
  'handoff-proof': door(() => import('../proof/pages.ts').then((it) => it.HandoffProof)),
  'shipment-proof': door(() => import('../proof/pages.ts').then((it) => it.ShipmentProof)),
  // One part with a frame of its own, which stays while its pages change.
  trips: TripDoor,
  'new-trip': TripDoor,
  trip: TripDoor,
  pack: TripDoor,
  unpack: TripDoor,
  handoff: TripDoor,
  outbox: TripDoor,
  phone: TripDoor,
};
