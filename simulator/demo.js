/** Starts the demonstration, under a Node that can run it. */
import { launch } from '../src/launch.js';

await launch(import.meta.url, () => import('./demo.ts'));
