#!/usr/bin/env node
/** `npx giulanh`: starts the command line, under a Node that can run it. */
import { launch } from './launch.js';

await launch(import.meta.url, () => import('./cli.ts'));
