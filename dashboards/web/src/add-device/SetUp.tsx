/** A device that was registered, from its first message to the confirmation. How far it is, the service says: any phone or PC goes on. */
import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import '../look/add-device.css';
import type { LineView } from '../../../../src/http/enrol-schemas.ts';
import type { EnrolmentView } from '../../../../src/keeper/enrol-views.ts';
import { onFrame } from '../live/connection.ts';
import { linkTo } from '../page.ts';
import { Answered } from '../shell/Answered.tsx';
import { Frame } from '../shell/Frame.tsx';
import { useAsked } from '../shell/use-asked.ts';
import { Compare } from './Compare.tsx';
import { Done, Finish } from './Finish.tsx';
import { Limits } from './Limits.tsx';
import { type Step, Steps } from './Steps.tsx';
import { TestAlert } from './TestAlert.tsx';
import { Told } from './Told.tsx';
import { enrolPath } from './use-doing.ts';
import { Waiting } from './Waiting.tsx';
import { said } from './words.ts';

export type Going = EnrolmentView & { readonly line: LineView };
/** Sign-ins that are refused come by no feed: they are asked for while somebody looks. */
const ASK_EVERY_MS = 2_000;

export function SetUp({ device }: { device: string }) {
  const told = said.value;
  const { asked, again } = useAsked<Going>(enrolPath(device));
  const isDone = asked.value.value?.step === 'done';
  useEffect(() => {
    if (isDone) return;
    const ask = () => {
      if (document.visibilityState === 'visible') again();
    };
    const timer = setInterval(ask, ASK_EVERY_MS);
    const off = onFrame((news) => {
      // What this device did, or what became of the test, is shown the moment it is known.
      if (news === 'lost' || news === 'snapshot') return;
      if (news.alerts.some((alert) => alert.device === device)) ask();
    });
    return () => {
      clearInterval(timer);
      off();
    };
  }, [device, again, isDone]);
  const view = asked.value.value;
  return (
    <Frame
      title={told.title}
      subtitle={view === null ? device : placeOf(view)}
      back={{ ...linkTo('add-device'), name: told.toList }}
      narrow
    >
      <Answered asked={asked.value} again={again}>
        {(going) => <Shown going={going} again={again} />}
      </Answered>
    </Frame>
  );
}

/** A name that was suggested says where it is already. */
const placeOf = ({ unitName, siteName }: EnrolmentView): string =>
  siteName === null || unitName.includes(siteName) ? unitName : `${unitName} – ${siteName}`;

/** The step that the service wants, but for what only a person at this screen has yet to read. */
function Shown({ going, again }: { going: Going; again: () => void }) {
  const hasRead = useSignal(going.test !== null);
  const leaveTest = useSignal(false);
  const step = stepShown(going, hasRead.value, leaveTest.value);
  if (step === 'done') return <Done going={going} />;
  return (
    <>
      <Steps at={step} />
      {step === 'first-message' && <Waiting going={going} />}
      {step === 'compare' && <Compare going={going} again={again} />}
      {step === 'limits' && <Limits going={going} again={again} />}
      {step === 'told' && (
        <Told
          device={going.device}
          onRead={() => {
            hasRead.value = true;
          }}
        />
      )}
      {step === 'test' && (
        <TestAlert
          going={going}
          again={again}
          onLeave={() => {
            leaveTest.value = true;
          }}
        />
      )}
      {step === 'finish' && (
        <Finish
          going={going}
          again={again}
          onTestAgain={() => {
            leaveTest.value = false;
          }}
        />
      )}
    </>
  );
}

function stepShown(
  { step, test }: EnrolmentView,
  hasRead: boolean,
  leaveTest: boolean,
): Exclude<Step, 'code' | 'place' | 'secret'> | 'done' {
  if (step !== 'test' && step !== 'finish') return step;
  if (!hasRead && test === null) return 'told';
  if (step === 'test') return 'test';
  return leaveTest ? 'finish' : 'test';
}
