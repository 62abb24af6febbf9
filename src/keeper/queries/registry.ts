/** The questions about devices, vaccines and the description: each to whom it answers. */
import { accept } from '../../lots/refusal.ts';
import type { RegistryQuery } from '../registry-protocol.ts';
import { describe } from './describe.ts';
import { device, deviceRejected } from './device.ts';
import { deviceCounts, devices } from './devices.ts';
import { heard } from './heard.ts';
import { catalogue, product, products } from './products.ts';
import type { Asked } from './turns.ts';
import type { View } from './view.ts';

export async function askOfRegistry(view: View, query: RegistryQuery): Promise<Asked> {
  switch (query.type) {
    case 'province.describe':
      return describe(view);
    case 'devices':
      return devices(view, query);
    case 'devices.counts':
      return deviceCounts(view);
    case 'device':
      return device(view, query.id);
    case 'device.rejected':
      return deviceRejected(view, query);
    case 'heard':
      return accept(heard(view, query));
    case 'products':
      return products(view, query);
    case 'product':
      return product(view, query.gtin);
    case 'catalogue':
      return catalogue();
    default:
      throw new Error(`No query ${JSON.stringify(query satisfies never)}`);
  }
}
