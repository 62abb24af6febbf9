/** Opens the way to people as the environment says: with the file of the channels, or with Web Push alone. */
import { Notify, type NotifyParts } from './notify.ts';
import { noSettings } from './settings.ts';

export type OpenParts = Omit<NotifyParts, 'settings'> & {
  /** Null: no file. */
  readonly file: string | null;
  readonly env: NodeJS.ProcessEnv;
};

/** Throws an Error for people when the file cannot be used. */
export async function openNotify({ file, env, ...parts }: OpenParts): Promise<Notify> {
  if (file === null) return new Notify({ ...parts, settings: noSettings() });
  const { readSettings } = await import('./settings-file.ts');
  return new Notify({ ...parts, settings: readSettings(file, env) });
}
