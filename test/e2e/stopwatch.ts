/** When did a sentence first stand on a page? Noted inside the page, so that no question to it adds to the answer. */
import type { Page } from 'playwright-core';

/** Resolves with the wall-clock time, ms UTC, at which `selector` first held `text`. Begin before the cause. */
export async function firstSeen(page: Page, selector: string, text: string): Promise<() => Promise<number>> {
  const key = `seen ${selector} ${text}`;
  await page.evaluate(
    ([where, what, name]) => {
      const notes = globalThis as unknown as Record<string, number | undefined>;
      const look = () => {
        const there = [...document.querySelectorAll(where)].some((each) => each.textContent?.includes(what));
        if (!there || notes[name] !== undefined) return;
        notes[name] = Date.now();
        observer.disconnect();
      };
      const observer = new MutationObserver(look);
      observer.observe(document.body, {
        subtree: true,
        childList: true,
        characterData: true,
        attributes: true,
      });
      look();
    },
    [selector, text, key] as const,
  );
  return async () => {
    const handle = await page.waitForFunction(
      (name) => (globalThis as unknown as Record<string, number | undefined>)[name],
      key,
      { timeout: 10_000 },
    );
    return Number(await handle.jsonValue());
  };
}
