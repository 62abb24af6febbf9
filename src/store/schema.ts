/** The tables of the embedded store, and the steps that bring an older file up to date (`PRAGMA user_version`). */
import { DOCUMENTS } from './store.ts';

const documents = DOCUMENTS.map(
  (kind) => `CREATE TABLE ${kind} (id TEXT PRIMARY KEY, doc TEXT NOT NULL CHECK (json_valid(doc))) STRICT;`,
).join('\n');

/**
 * Readings are appended to `journal`, a batch a row, and packed per probe into `chunk` later: an indexed table would
 * write a page of log for every reading. The ledger can only grow; the triggers keep even this program from more.
 */
const FIRST = `
${documents}
CREATE TABLE journal (id INTEGER PRIMARY KEY AUTOINCREMENT, readings BLOB NOT NULL) STRICT;
CREATE TABLE chunk (
  probe INTEGER NOT NULL, first_at INTEGER NOT NULL, last_at INTEGER NOT NULL, count INTEGER NOT NULL,
  crc INTEGER NOT NULL, readings BLOB NOT NULL
) STRICT;
CREATE INDEX chunk_by_time ON chunk (probe, first_at, last_at);
CREATE TABLE rejected (
  id INTEGER PRIMARY KEY, device TEXT NOT NULL, received_at INTEGER NOT NULL, at INTEGER,
  reason TEXT NOT NULL, detail TEXT NOT NULL
) STRICT;
CREATE INDEX rejected_by_device ON rejected (device, id);
CREATE TABLE ledger (seq INTEGER PRIMARY KEY, event TEXT NOT NULL, leaf BLOB NOT NULL) STRICT;
CREATE TRIGGER ledger_keeps BEFORE UPDATE ON ledger BEGIN SELECT RAISE(ABORT, 'the ledger only grows'); END;
CREATE TRIGGER ledger_stays BEFORE DELETE ON ledger BEGIN SELECT RAISE(ABORT, 'the ledger only grows'); END;
`;

/** REPLACE deletes without a word to the triggers above; an entry whose number is taken is refused before that. */
const SECOND = `
CREATE TRIGGER ledger_follows BEFORE INSERT ON ledger WHEN EXISTS (SELECT 1 FROM ledger WHERE seq = NEW.seq)
BEGIN SELECT RAISE(ABORT, 'the ledger only grows'); END;
`;

/** Refuses changing, deleting, and inserting in the place of a row (REPLACE deletes without a word to the triggers). */
const growsOnly = (table: string): string => `
CREATE TRIGGER ${table}_keeps BEFORE UPDATE ON ${table} BEGIN SELECT RAISE(ABORT, '${table} only grows'); END;
CREATE TRIGGER ${table}_stays BEFORE DELETE ON ${table} BEGIN SELECT RAISE(ABORT, '${table} only grows'); END;
CREATE TRIGGER ${table}_follows BEFORE INSERT ON ${table} WHEN EXISTS (SELECT 1 FROM ${table} WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, '${table} only grows'); END;`;

/**
 * What a copy of the store elsewhere is fed from. Chunks get numbers of their own, for VACUUM gives rows new ones; an
 * excursion gets a number that it keeps and a change number that moves on; `packed` says how far the journal was dropped,
 * and up to which chunk and journal entry the store had come at that moment.
 */
const THIRD = `
CREATE TABLE numbered (
  id INTEGER PRIMARY KEY AUTOINCREMENT, probe INTEGER NOT NULL, first_at INTEGER NOT NULL, last_at INTEGER NOT NULL,
  count INTEGER NOT NULL, crc INTEGER NOT NULL, readings BLOB NOT NULL
) STRICT;
INSERT INTO numbered SELECT rowid, probe, first_at, last_at, count, crc, readings FROM chunk ORDER BY rowid;
DROP TABLE chunk;
ALTER TABLE numbered RENAME TO chunk;
CREATE INDEX chunk_by_time ON chunk (probe, first_at, last_at);
CREATE TABLE excursion_feed (
  number INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT UNIQUE NOT NULL, first_start INTEGER NOT NULL,
  change INTEGER UNIQUE NOT NULL
) STRICT;
INSERT INTO excursion_feed (id, first_start, change)
  SELECT id, json_extract(doc, '$.start'), row_number() OVER (ORDER BY id) FROM excursion ORDER BY id;
CREATE TABLE packed (
  only INTEGER PRIMARY KEY CHECK (only = 1), dropped INTEGER NOT NULL, chunk INTEGER NOT NULL, journal INTEGER NOT NULL
) STRICT;
INSERT INTO packed
  WITH given (journal) AS (SELECT coalesce((SELECT seq FROM sqlite_sequence WHERE name = 'journal'), 0))
  SELECT 1, coalesce((SELECT min(id) - 1 FROM journal), journal), coalesce((SELECT max(id) FROM chunk), 0), journal
  FROM given;
CREATE TABLE registry (only INTEGER PRIMARY KEY CHECK (only = 1), revision INTEGER NOT NULL) STRICT;
INSERT INTO registry VALUES (1, 0);
CREATE TABLE set_aside (
  id INTEGER PRIMARY KEY AUTOINCREMENT, target TEXT NOT NULL, series TEXT NOT NULL,
  point TEXT NOT NULL CHECK (json_valid(point)), reason TEXT NOT NULL, refused_at INTEGER NOT NULL,
  attempts INTEGER NOT NULL, UNIQUE (target, series)
) STRICT;
`;

/**
 * Signed checkpoints of the ledger, and those that this service keeps for others as their witness, with what it answered. As
 * the ledger, they only grow.
 */
const CHECKPOINTS = `
CREATE TABLE checkpoint (
  id INTEGER PRIMARY KEY, size INTEGER NOT NULL, signed TEXT NOT NULL CHECK (json_valid(signed))
) STRICT;
CREATE INDEX checkpoint_by_size ON checkpoint (size, id);
CREATE TABLE witnessed (
  id INTEGER PRIMARY KEY, origin TEXT NOT NULL, key TEXT NOT NULL,
  signed TEXT NOT NULL CHECK (json_valid(signed)), cosigned TEXT NOT NULL CHECK (json_valid(cosigned))
) STRICT;
CREATE INDEX witnessed_by_origin ON witnessed (origin, id);
${growsOnly('checkpoint')}
${growsOnly('witnessed')}
`;

/** Documents of custody: the events as they were delivered, and what follows from them. */
const CUSTODY = ['custody_event', 'shipment', 'handoff', 'chain', 'resolution', 'phone_key']
  .map(
    (kind) =>
      `CREATE TABLE IF NOT EXISTS ${kind} (id TEXT PRIMARY KEY, doc TEXT NOT NULL CHECK (json_valid(doc))) STRICT;`,
  )
  .join('\n');

/**
 * `ledger_root` is a cache, made anew from the leaves when it is wrong: it may change. Of what witnesses signed back, the first of
 * each day and the newest of each witness stay for ever.
 */
const ROOTS = `
CREATE TABLE ledger_root (place INTEGER PRIMARY KEY, root BLOB NOT NULL CHECK (length(root) = 32)) STRICT;
CREATE TABLE cosignature (
  id INTEGER PRIMARY KEY, witness TEXT NOT NULL, taken_at INTEGER NOT NULL,
  signed TEXT NOT NULL CHECK (json_valid(signed)), cosigned TEXT NOT NULL CHECK (json_valid(cosigned))
) STRICT;
CREATE INDEX cosignature_by_witness ON cosignature (witness, id);
${growsOnly('cosignature')}
DROP TRIGGER cosignature_stays;
CREATE TRIGGER cosignature_stays BEFORE DELETE ON cosignature
WHEN NOT EXISTS (SELECT 1 FROM cosignature WHERE witness = OLD.witness AND id > OLD.id)
  OR NOT EXISTS (
    SELECT 1 FROM cosignature
    WHERE witness = OLD.witness AND id < OLD.id AND taken_at / 86400000 = OLD.taken_at / 86400000
  )
BEGIN SELECT RAISE(ABORT, 'cosignature only grows'); END;
`;

/** What was scanned at injection tables and what was shown there. `number` is the order in which it came. */
const SCANS = `
CREATE TABLE scan (
  number INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT UNIQUE NOT NULL, site TEXT NOT NULL,
  received_at INTEGER NOT NULL, doc TEXT NOT NULL CHECK (json_valid(doc))
) STRICT;
CREATE INDEX scan_by_site ON scan (site, number);
`;

/** What people write down about a unit. */
const NOTES =
  'CREATE TABLE IF NOT EXISTS unit_note (id TEXT PRIMARY KEY, doc TEXT NOT NULL CHECK (json_valid(doc))) STRICT;';

/** The temperature book: nobody writes over a line. */
const BOOK = `
CREATE TABLE IF NOT EXISTS book_entry (id TEXT PRIMARY KEY, doc TEXT NOT NULL CHECK (json_valid(doc))) STRICT;
${growsOnly('book_entry')}
`;

/** What was received at a place, as it was recorded: nobody writes over it. */
const RECEIPTS = `
CREATE TABLE IF NOT EXISTS receipt (id TEXT PRIMARY KEY, doc TEXT NOT NULL CHECK (json_valid(doc))) STRICT;
${growsOnly('receipt')}
`;

/** Devices that are being put to work, and what was confirmed of those that were. */
const ENROLMENTS =
  'CREATE TABLE IF NOT EXISTS enrolment (id TEXT PRIMARY KEY, doc TEXT NOT NULL CHECK (json_valid(doc))) STRICT;';

/** Public halves of the keys that people sign in with. */
const PASSKEYS =
  'CREATE TABLE IF NOT EXISTS passkey (id TEXT PRIMARY KEY, doc TEXT NOT NULL CHECK (json_valid(doc))) STRICT;';

/** Who is told of alerts, how far each has climbed, what waits for each person, and what does not add up. */
const TELLING = [
  'ladder',
  'roster',
  'contact',
  'push_subscription',
  'escalation',
  'inbox',
  'difference',
  'plan',
  'session_plan',
  'announced',
]
  .map(
    (kind) =>
      `CREATE TABLE IF NOT EXISTS ${kind} (id TEXT PRIMARY KEY, doc TEXT NOT NULL CHECK (json_valid(doc))) STRICT;`,
  )
  .join('\n');

/** Messages to people in the order in which they were made, and reports as they were made. */
const NOTICES = `
CREATE TABLE notice (
  number INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT UNIQUE NOT NULL, person TEXT NOT NULL, created_at INTEGER NOT NULL,
  open INTEGER NOT NULL CHECK (open IN (0, 1)), doc TEXT NOT NULL CHECK (json_valid(doc))
) STRICT;
CREATE INDEX notice_by_person ON notice (person, number);
CREATE INDEX notice_open ON notice (number) WHERE open = 1;
CREATE TABLE notice_alert (alert TEXT NOT NULL, number INTEGER NOT NULL, PRIMARY KEY (alert, number)) STRICT, WITHOUT ROWID;
CREATE TABLE report (
  number INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT UNIQUE NOT NULL, kind TEXT NOT NULL, period TEXT NOT NULL,
  site TEXT NOT NULL, made_at INTEGER NOT NULL, doc TEXT NOT NULL CHECK (json_valid(doc)), UNIQUE (kind, period, site)
) STRICT;
CREATE TRIGGER report_keeps BEFORE UPDATE ON report BEGIN SELECT RAISE(ABORT, 'a report stays as it was made'); END;
CREATE TRIGGER report_stays BEFORE DELETE ON report BEGIN SELECT RAISE(ABORT, 'a report stays as it was made'); END;
`;

/** What a start begins with in the place of all readings; made anew from them at any time. */
const TRACKS = `
CREATE TABLE track (
  probe INTEGER NOT NULL, unit TEXT NOT NULL, block INTEGER NOT NULL, crc INTEGER NOT NULL,
  head TEXT NOT NULL, stretches BLOB NOT NULL, PRIMARY KEY (probe, unit, block)
) STRICT, WITHOUT ROWID;
`;

/**
 * A merged chunk ends those of its probe that were stored before it and lie within it; `ended` says which did so lately, how many
 * `chunks` and `readings` it ended, and when. What the merged ones up to `outlived` ended is gone.
 */
const MERGED = `
ALTER TABLE chunk ADD COLUMN is_merged INTEGER NOT NULL DEFAULT 0;
CREATE TABLE ended (
  merged INTEGER PRIMARY KEY, probe INTEGER NOT NULL, first_at INTEGER NOT NULL, last_at INTEGER NOT NULL,
  chunks INTEGER NOT NULL, readings INTEGER NOT NULL, since INTEGER NOT NULL
) STRICT;
ALTER TABLE packed ADD COLUMN outlived INTEGER NOT NULL DEFAULT 0;
`;

/**
 * Chunks that are damaged, with what is left of their bytes. Their rows stay where they are: what writes to a damaged page may
 * damage more.
 */
const DAMAGED = `
CREATE TABLE damaged (
  id INTEGER PRIMARY KEY, probe INTEGER NOT NULL, first_at INTEGER NOT NULL, last_at INTEGER NOT NULL,
  count INTEGER, readings BLOB, flaw TEXT NOT NULL, noticed_at INTEGER NOT NULL, restored_at INTEGER
) STRICT;
`;

/** What waits for people stood in their inboxes, each of which was written anew with every telling. */
const WAITING = `
CREATE TABLE IF NOT EXISTS telling (id TEXT PRIMARY KEY, doc TEXT NOT NULL CHECK (json_valid(doc))) STRICT;
INSERT INTO telling (id, doc)
  SELECT one.value ->> 'alert' || '/' || inbox.id, one.value FROM inbox, json_each(inbox.doc, '$.pending') AS one;
UPDATE inbox SET doc = json_remove(doc, '$.pending', '$.nextAt');
`;

/** Step n brings a file from version n to n + 1. Steps are never edited, only followed by a new one. */
export const STEPS: readonly string[] = [
  FIRST,
  SECOND,
  THIRD,
  CHECKPOINTS,
  CUSTODY,
  ROOTS,
  SCANS,
  NOTES,
  BOOK,
  RECEIPTS,
  ENROLMENTS,
  PASSKEYS,
  TELLING,
  NOTICES,
  TRACKS,
  MERGED,
  DAMAGED,
  WAITING,
];
