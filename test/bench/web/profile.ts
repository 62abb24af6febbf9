/** Where does the page's time go? The processor's samples over some seconds, by function, the costliest first. */
import type { CDPSession } from 'playwright-core';

const SHOWN = 25;

export async function profileOf(tools: CDPSession, seconds: number): Promise<string> {
  await tools.send('Profiler.enable');
  await tools.send('Profiler.setSamplingInterval', { interval: 500 });
  await tools.send('Profiler.start');
  await new Promise((resolve) => setTimeout(resolve, seconds * 1000));
  const { profile } = await tools.send('Profiler.stop');
  await tools.send('Profiler.disable');
  const self = new Map<string, number>();
  const names = new Map(
    profile.nodes.map(({ id, callFrame: { functionName, url, lineNumber, columnNumber } }) => [
      id,
      `${functionName || '(anonymous)'} ${url.split('/').at(-1)}:${lineNumber + 1}:${columnNumber + 1}`,
    ]),
  );
  let total = 0;
  profile.samples?.forEach((id, i) => {
    const ms = (profile.timeDeltas?.[i] ?? 0) / 1000;
    const name = names.get(id) ?? '';
    self.set(name, (self.get(name) ?? 0) + ms);
    total += ms;
  });
  return [...self]
    .sort((a, b) => b[1] - a[1])
    .slice(0, SHOWN)
    .map(([name, ms]) => `${((100 * ms) / total).toFixed(1).padStart(6)} %  ${name}`)
    .join('\n');
}
