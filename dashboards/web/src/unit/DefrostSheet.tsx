/** A unit is emptied and defrosted from now on: for how long. */
import { useSignal } from '@preact/signals';
import { whole } from '../format/province.ts';
import { serviceNow } from '../live/clock.ts';
import { FormEnd, TextField, textOf } from '../shell/Form.tsx';
import { useDeed } from '../shell/use-deed.ts';
import { language } from '../words/words.ts';
import { defrostWords } from './defrost-words.ts';
import { Sheet } from './Sheet.tsx';
import { askUnitAgain } from './use-unit.ts';

const HOUR_MS = 3_600_000;
const HOURS = /^([1-9]|[1-6][0-9]|7[0-2])$/;

type Props = { readonly unit: string; readonly parcels: number; readonly onClose: () => void };

export function DefrostSheet({ unit, parcels, onClose }: Props) {
  const said = defrostWords.value;
  const hours = useSignal('6');
  const { busy, trouble, ask } = useDeed();
  const save = async (event: Event, close: () => void) => {
    event.preventDefault();
    if (!HOURS.test(textOf(hours))) {
      trouble.value = said.hoursWrong;
      return;
    }
    const until = new Date(serviceNow() + Number(textOf(hours)) * HOUR_MS).toISOString();
    if ((await ask(`/units/${encodeURIComponent(unit)}/defrost`, { until })) === null) return;
    askUnitAgain();
    close();
  };
  return (
    <Sheet title={said.title} onClose={onClose}>
      {(close) => (
        <form onSubmit={(event) => void save(event, close)}>
          <p>{said.hint}</p>
          {parcels > 0 && (
            <p>
              <strong>{said.inIt(whole(parcels, language.value))}</strong>
            </p>
          )}
          <TextField label={said.hours} text={hours} maxLength={2} />
          <FormEnd
            trouble={trouble.value}
            onLeave={close}
            does={busy.value ? said.doing : said.does}
            disabled={busy.value}
          />
        </form>
      )}
    </Sheet>
  );
}
