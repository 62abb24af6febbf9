/** What the running service is asked and told by whoever sits at its machine. */
import type { Notice } from '../../../src/alerts/telling.ts';
import { connectControl, type Request } from '../../../src/control.ts';
import type { Command, Query } from '../../../src/keeper/protocol.ts';
import type { AlertView, Paged } from '../../../src/keeper/views.ts';

const PAGE = 1000;

export class Desk {
  readonly #data: string;

  /** `data`: the service's directory. */
  constructor(data: string) {
    this.#data = data;
  }

  async does(command: Command): Promise<void> {
    await this.#request({ execute: command });
  }

  notices(): Promise<Notice[]> {
    return this.#all((cursor) => ({ type: 'notices', limit: PAGE, cursor }));
  }

  openAlerts(): Promise<AlertView[]> {
    return this.#all((cursor) => ({ type: 'alerts', state: 'open', limit: PAGE, cursor }));
  }

  async #all<T>(query: (cursor: string | undefined) => Query): Promise<T[]> {
    const items: T[] = [];
    let cursor: string | undefined;
    do {
      const page = (await this.#request({ ask: query(cursor) })) as Paged<T>;
      items.push(...page.items);
      cursor = page.next ?? undefined;
    } while (cursor !== undefined);
    return items;
  }

  async #request(request: Request): Promise<unknown> {
    const control = await connectControl(this.#data);
    if (control === null) throw new Error('the service is not there');
    try {
      const answer = await control.request(request);
      if (!answer.ok) throw new Error(JSON.stringify(answer.refusal));
      return answer.value;
    } finally {
      control.close();
    }
  }
}
