/** Q5, who is told after whom: the levels in force for a place, with whom each would tell now, and their editor. */
import { useSignal } from '@preact/signals';
import type { DutyView } from '../../../../src/keeper/duty-views.ts';
import { queryValue, setQuery } from '../page.ts';
import { session } from '../session/session.ts';
import { Answered } from '../shell/Answered.tsx';
import { FormEnd } from '../shell/Form.tsx';
import { siteName } from '../shell/place.ts';
import { useAsked } from '../shell/use-asked.ts';
import { useDeed } from '../shell/use-deed.ts';
import { Sheet } from '../unit/Sheet.tsx';
import { DutyFrame } from './DutyFrame.tsx';
import { LadderForm } from './LadderForm.tsx';
import { SiteSelect } from './SiteSelect.tsx';
import { Steps } from './Steps.tsx';
import { said } from './words.ts';

const KEEPERS = ['official', 'administrator'];
/** In the address, of somebody who has a place of their own and looks at the province's. */
const PROVINCE = '*';

export function LadderPage() {
  const told = said.value.steps;
  const wanted = queryValue('noi');
  const own = session.value?.site ?? null;
  const site = wanted === PROVINCE ? null : (wanted ?? own);
  const { asked, again } = useAsked<DutyView>(
    `/duty${site === null ? '' : `?site=${encodeURIComponent(site)}`}`,
  );
  const doing = useSignal<'edit' | 'remove' | null>(null);
  const news = useSignal<string | null>(null);
  const leave = () => {
    doing.value = null;
  };
  const done = (text: string) => {
    leave();
    news.value = text;
    again();
  };
  const mayEdit = session.value?.roles.some((role) => KEEPERS.includes(role)) ?? false;
  const isEditing = doing.value === 'edit';
  return (
    <DutyFrame title={said.value.ladder} subtitle={siteName(site)}>
      {!isEditing && (
        <div class="duty-of">
          <SiteSelect
            label={told.site}
            value={site}
            onChoose={(id) => {
              news.value = null;
              setQuery({ noi: id ?? PROVINCE });
            }}
          />
          <p>{told.what}</p>
        </div>
      )}
      <div role="status" class="duty-news">
        {news.value !== null && <p class="note">{news.value}</p>}
      </div>
      <Answered asked={asked.value} again={again}>
        {(view) =>
          isEditing ? (
            <LadderForm view={view} onSaved={() => done(told.saved)} onLeave={leave} />
          ) : (
            <>
              <Steps view={view} />
              {mayEdit && (
                <div class="duty-deeds no-print">
                  <button
                    type="button"
                    class="primary"
                    onClick={() => {
                      doing.value = 'edit';
                      news.value = null;
                    }}
                  >
                    {view.from === 'own' ? told.edit : view.site === null ? told.edit : told.own}
                  </button>
                  {view.from === 'own' && view.site !== null && view.ladder.mayChange && (
                    <button
                      type="button"
                      class="secondary"
                      onClick={() => {
                        doing.value = 'remove';
                      }}
                    >
                      {told.remove}
                    </button>
                  )}
                </div>
              )}
              {doing.value === 'remove' && (
                <Remove view={view} onDone={() => done(told.removed)} onClose={leave} />
              )}
            </>
          )
        }
      </Answered>
    </DutyFrame>
  );
}

function Remove({ view, onDone, onClose }: { view: DutyView; onDone: () => void; onClose: () => void }) {
  const told = said.value.steps;
  const { busy, trouble, ask } = useDeed();
  const remove = async () => {
    const done = await ask(`/ladders/${encodeURIComponent(view.ladder.id)}`, null, 'DELETE');
    if (done !== null) onDone();
  };
  return (
    <Sheet title={told.remove} onClose={onClose}>
      {(close) => (
        <div class="duty-form">
          <p>{told.removeWhat(view.siteName ?? '')}</p>
          <FormEnd
            trouble={trouble.value}
            does={told.remove}
            disabled={busy.value}
            onDo={() => void remove()}
            onLeave={close}
          />
        </div>
      )}
    </Sheet>
  );
}
