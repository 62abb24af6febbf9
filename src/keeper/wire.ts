/** What passes between the socket thread and the keeper's thread. */
import type { PackedAnswers, PackedQuestions } from './gate-message.ts';
import type { Lane } from './lanes.ts';
import type { LiveChange } from './live.ts';
import type { Mirror } from './mirror.ts';
import type { PackedBatch } from './parcelling.ts';
import type { Actor, Answer, Command, Query } from './protocol.ts';
import type { PackedTiles } from './told-tiles.ts';

export type ToKeeper =
  | { type: 'ingest'; id: number; batch: PackedBatch; lane: Lane }
  | { type: 'execute'; id: number; actor: Actor; command: Command }
  | { type: 'ask'; id: number; actor: Actor; query: Query }
  | { type: 'gate'; id: number; questions: PackedQuestions }
  | { type: 'watch'; on: boolean }
  | { type: 'close' };

export type FromKeeper =
  | { type: 'ready'; settings: Record<string, string | number> }
  | { type: 'ingested'; id: number; workMs: number }
  | { type: 'answer'; id: number; answer: Answer }
  | { type: 'verdicts'; id: number; answers: PackedAnswers }
  | { type: 'live'; tiles: PackedTiles; change: Omit<LiveChange, 'units'> }
  | { type: 'mirror'; mirror: Mirror }
  | { type: 'counts'; counts: Record<string, number | string> }
  | { type: 'failed'; message: string; code: string | null }
  | { type: 'closed' };
