/** Logger files: one is chosen, looked at with what it would change, and stored. Nothing is kept before somebody says so. */
import '../look/files.css';
import { useSignal } from '@preact/signals';
import { useRef } from 'preact/hooks';
import type { LookedAtView } from '../../../../src/import/looked.ts';
import type { StoredFileView } from '../../../../src/keeper/file-views.ts';
import { inWords } from '../official/say.ts';
import { Frame } from '../shell/Frame.tsx';
import { reasonOf } from '../shell/use-deed.ts';
import { BYTES_MOST, lookAt, type Said, store } from './bring.ts';
import { Chooser } from './Chooser.tsx';
import { Effect } from './Effect.tsx';
import { Found } from './Found.tsx';
import { Outcome } from './Outcome.tsx';
import { isQuestion, Ways } from './Ways.tsx';
import { filesWords } from './words.ts';

type Step =
  | { readonly at: 'choose'; readonly trouble: string | null }
  | { readonly at: 'reading'; readonly former: LookedAtView | null }
  | { readonly at: 'looked'; readonly looked: LookedAtView; readonly trouble: string | null }
  | { readonly at: 'storing'; readonly looked: LookedAtView }
  | { readonly at: 'stored'; readonly stored: StoredFileView };

export function FilesPage() {
  const told = filesWords.value;
  const step = useSignal<Step>({ at: 'choose', trouble: null });
  const file = useSignal<File | null>(null);
  const said = useSignal<Said>({});
  // An answer to a former question must not take the place of the present one's.
  const turn = useRef(0);

  const look = async (chosen: File, how: Said, former: LookedAtView | null) => {
    const mine = ++turn.current;
    step.value = { at: 'reading', former };
    const answer = await lookAt(chosen, how);
    if (mine !== turn.current) return;
    if (answer.ok) step.value = { at: 'looked', looked: answer.value, trouble: null };
    else if (former !== null) step.value = { at: 'looked', looked: former, trouble: reasonOf(answer) };
    else step.value = { at: 'choose', trouble: reasonOf(answer) };
  };
  const choose = (chosen: File) => {
    said.value = {};
    file.value = chosen;
    if (chosen.size > BYTES_MOST) step.value = { at: 'choose', trouble: told.tooLarge };
    else void look(chosen, {}, null);
  };
  const say = (part: Said, former: LookedAtView) => {
    said.value = { ...said.value, ...part };
    if (file.value !== null) void look(file.value, said.value, former);
  };
  const keep = async (looked: LookedAtView) => {
    if (file.value === null) return;
    step.value = { at: 'storing', looked };
    // As it was shown: what was remembered of the logger's last file is said now.
    const answer = await store(file.value, {
      ...looked.way,
      ...said.value,
      device: looked.preview?.device.id,
    });
    step.value = answer.ok
      ? { at: 'stored', stored: answer.value }
      : { at: 'looked', looked, trouble: reasonOf(answer) };
  };
  const begin = () => {
    turn.current += 1;
    file.value = null;
    step.value = { at: 'choose', trouble: null };
  };

  const now = step.value;
  const looked =
    now.at === 'looked' || now.at === 'storing' ? now.looked : now.at === 'reading' ? now.former : null;
  return (
    <Frame title={told.title} narrow>
      <div class="files-page">
        {now.at === 'stored' ? (
          <Outcome stored={now.stored} onNext={begin} />
        ) : (
          <>
            <Chooser
              name={file.value?.name ?? null}
              busy={now.at === 'reading' || now.at === 'storing'}
              trouble={now.at === 'choose' ? now.trouble : null}
              onFile={choose}
            />
            {now.at === 'choose' && <Wherefrom />}
            {now.at === 'reading' && (
              <p class="files-busy" role="status" aria-busy="true">
                {told.reading}
              </p>
            )}
            {looked !== null && (
              <div class={now.at === 'reading' ? 'files-former' : 'files-now'}>
                {looked.refusal !== null && (
                  <p class={isQuestion(looked.refusal.code) ? 'note' : 'trouble'} role="alert">
                    {inWords({
                      vi: looked.refusal.vi ?? looked.refusal.message,
                      en: looked.refusal.en ?? looked.refusal.message,
                    })}
                  </p>
                )}
                <Ways looked={looked} said={said.value} onSay={(part) => say(part, looked)} />
                {looked.seen !== null && <Found seen={looked.seen} preview={looked.preview} />}
                {looked.preview !== null && (
                  <Effect
                    preview={looked.preview}
                    storing={now.at === 'storing'}
                    trouble={now.at === 'looked' ? now.trouble : null}
                    disabled={now.at !== 'looked'}
                    onStore={() => void keep(looked)}
                  />
                )}
              </div>
            )}
          </>
        )}
      </div>
    </Frame>
  );
}

function Wherefrom() {
  const told = filesWords.value;
  return (
    <section class="files-part" aria-labelledby="files-wherefrom">
      <h2 id="files-wherefrom">{told.wherefrom}</h2>
      <dl class="files-sources">
        {told.sources.map(([logger, how]) => (
          <div key={logger}>
            <dt>{logger}</dt>
            <dd>{how}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
