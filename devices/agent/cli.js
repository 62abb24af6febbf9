#!/usr/bin/env node
/** `npx giulanh-agent`: starts the agent, under a Node that can run it. */
import { launch } from '../../src/launch.js';

await launch(import.meta.url, () => import('./main.ts'));
