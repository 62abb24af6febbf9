/** Reads the file of the channels (docs/notify.md). */
import { readSettingsFile } from '../settings/file.ts';
import { type NotifySettings, settingsSchema } from './settings.ts';

/** Throws an Error for people. */
export const readSettings = (file: string, env: NodeJS.ProcessEnv): NotifySettings =>
  readSettingsFile(file, settingsSchema, { env, what: 'these channels (GIULANH_NOTIFY)', free: ['headers'] });
