/** A phone of the story: its own line, its own clock, pictures of what it shows; and what every page's buttons are called. */
import type { BrowserContext, Page } from 'playwright-core';
import { openScreen, type Size } from '../chromium.ts';
import type { Picture } from '../film.ts';
import { Line } from './line.ts';
import { PASSWORD, type Who } from './province.ts';
import type { Road } from './road.ts';

const PHONE: Size = { width: 390, height: 844 };

export class Phone {
  readonly who: Who;
  readonly line: Line;
  readonly context: BrowserContext;
  readonly faults: readonly string[];
  page: Page;
  readonly #road: Road;

  private constructor(road: Road, who: Who, line: Line, screen: Awaited<ReturnType<typeof openScreen>>) {
    this.#road = road;
    this.who = who;
    this.line = line;
    this.context = screen.context;
    this.faults = screen.faults;
    this.page = screen.page;
  }

  /** `wrong`: by how much its clock is ahead, ms. */
  static async opened(road: Road, who: Who, wrong = 0, size = PHONE): Promise<Phone> {
    const line = await Line.to(road.host, road.port);
    const screen = await openScreen(road.browser, size);
    screen.context.setDefaultTimeout(15_000);
    await screen.context.addInitScript(keepStoryTime, [road.shift, wrong] as const);
    const phone = new Phone(road, who, line, screen);
    road.onLeap(async (to) => {
      if (phone.page.isClosed()) return;
      await phone.page.evaluate((ms) => localStorage.setItem('story.shift', String(ms)), to);
    });
    return phone;
  }

  async open(path: string): Promise<void> {
    await this.page.goto(`${this.line.url}${path}`);
  }

  async signIn(): Promise<void> {
    await this.page.getByLabel('Tên đăng nhập').fill(this.who);
    await this.page.getByLabel('Mật khẩu').fill(PASSWORD);
    await this.press('Đăng nhập');
  }

  /** Everything that works without a network lies on the phone. */
  async armed(): Promise<void> {
    await this.page.evaluate(async () => {
      const registration = await navigator.serviceWorker.ready;
      while (registration.active?.state !== 'activated')
        await new Promise((resolve) =>
          registration.active?.addEventListener('statechange', resolve, { once: true }),
        );
    });
  }

  press = (name: string | RegExp) => this.page.getByRole('button', { name }).click();
  next = () => this.press('Tiếp tục');
  hold = (name: string) => this.page.getByRole('button', { name }).click({ delay: 1_200 });
  follow = (name: string | RegExp) => this.page.getByRole('link', { name }).click();
  pick = (name: string | RegExp) => this.page.getByRole('radio', { name }).check();
  reads = (text: string | RegExp) => this.page.getByText(text).first().waitFor();
  fill = (label: string, text: string) => this.page.getByLabel(label).fill(text);

  /** The camera opens by this button, and sees these. */
  async films(button: string, ...pictures: readonly (Picture | readonly Picture[])[]): Promise<void> {
    await this.#road.film.show(...pictures);
    await this.press(button);
  }

  shows = (): Promise<Picture> =>
    this.page.getByRole('img', { name: 'Mã QR của biên bản bàn giao' }).screenshot();

  /** What happens when the battery falls out: nothing is said to the page. */
  async isKilled(): Promise<void> {
    const url = this.page.url();
    const page = await this.context.newPage();
    await this.page.close({ runBeforeUnload: false });
    this.page = page;
    await page.goto(url);
  }

  async close(): Promise<void> {
    await this.context.close();
    await this.line.close();
  }
}

/** Inside the page: `Date` tells the story's time, by this phone's clock. */
function keepStoryTime([shift, wrong]: readonly [number, number]): void {
  const Real = Date;
  const now = () => {
    let leapt = shift;
    try {
      leapt = Number(localStorage.getItem('story.shift') ?? shift);
    } catch {
      // A page without an address keeps nothing.
    }
    return Math.round(Real.now() + leapt + wrong);
  };
  class StoryDate extends Real {
    constructor(...given: unknown[]) {
      if (given.length === 0) super(now());
      else super(...(given as [number]));
    }
    static override now(): number {
      return now();
    }
  }
  globalThis.Date = StoryDate as DateConstructor;
}
