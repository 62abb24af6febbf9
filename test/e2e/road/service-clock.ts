/** Loaded before the service of a story: it lives by the story's clock, and so does the `Date` of each of its answers. */
import '../../../simulator/trips/pretend-clock.ts';
import { subscribe } from 'node:diagnostics_channel';
import type { ServerResponse } from 'node:http';

subscribe('http.server.request.start', (message) => {
  const { response } = message as { response: ServerResponse };
  response.setHeader('date', new Date(Date.now()).toUTCString());
});
