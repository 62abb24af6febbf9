/** How one is told oneself: addresses, this device's notifications, and a test of each way. Officials look after others too. */
import { useSignal } from '@preact/signals';
import type { ContactView } from '../../../../src/keeper/duty-views.ts';
import { queryValue } from '../page.ts';
import { session } from '../session/session.ts';
import { Answered } from '../shell/Answered.tsx';
import { useAsked } from '../shell/use-asked.ts';
import { Contact } from './Contact.tsx';
import { Devices } from './Devices.tsx';
import { NoticesFrame } from './NoticesFrame.tsx';
import { Tests } from './Tests.tsx';
import { said } from './words.ts';

export function ToldPage() {
  const told = said.value.me;
  const own = session.value?.username ?? '';
  const who = queryValue('nguoi') ?? own;
  const isOwn = who === own;
  const { asked, again } = useAsked<ContactView>(`/people/${encodeURIComponent(who)}/contact`);
  const news = useSignal<string | null>(null);
  const tell = (text: string) => {
    news.value = text;
    again();
  };
  return (
    <NoticesFrame
      title={told.title}
      subtitle={isOwn ? session.value?.name : (asked.value.value?.name ?? who)}
      narrow
    >
      <p>{told.what}</p>
      <div role="status" class="notice-news">
        {news.value !== null && <p class="note">{news.value}</p>}
      </div>
      {isOwn && <Devices onChanged={tell} />}
      <Answered asked={asked.value} again={again}>
        {(contact) => (
          <>
            {isMute(contact) && (
              <p class="trouble" role="status">
                {told.missing}
              </p>
            )}
            <Contact key={who} contact={contact} isOwn={isOwn} onSaved={() => tell(told.saved)} />
            {isOwn && <Tests contact={contact} />}
          </>
        )}
      </Answered>
    </NoticesFrame>
  );
}

const isMute = ({ phone, mail, zalo, telegram, pushes }: ContactView): boolean =>
  pushes === 0 && [phone, mail, zalo, telegram].every((address) => address === null);
