/** What is done with a device: a form, then what it would change, then it is done. */
import { useSignal } from '@preact/signals';
import type { DeviceView } from '../../../../../src/keeper/registry-views.ts';
import { ClaimForm } from '../../claim/ClaimForm.tsx';
import type { Description } from '../apply.ts';
import { Change } from '../Change.tsx';
import { CalibrateForm } from './CalibrateForm.tsx';
import { MoveForm } from './MoveForm.tsx';
import { RetireForm } from './RetireForm.tsx';
import { RevokeForm } from './RevokeForm.tsx';
import { RotateForm } from './RotateForm.tsx';
import { SecretForm } from './SecretForm.tsx';
import { WiringForm } from './WiringForm.tsx';

export type What = 'move' | 'retire' | 'secret' | 'calibrate' | 'wiring' | 'claim' | 'rotate' | 'revoke';
/** A change as a form made it: what it is called and what it is. */
export type Wish = { readonly title: string; readonly part: Readonly<Record<string, unknown>> };
export type FormProps = {
  readonly device: DeviceView;
  readonly onReview: (wish: Wish) => void;
  readonly onClose: () => void;
};

type Props = {
  readonly what: What;
  readonly device: DeviceView;
  readonly onClose: () => void;
  readonly onDone: () => void;
};

const FORMS = { move: MoveForm, retire: RetireForm, calibrate: CalibrateForm, wiring: WiringForm } as const;

export function Doing({ what, device, onClose, onDone }: Props) {
  const wish = useSignal<Wish | null>(null);
  if (what === 'claim') return <ClaimForm device={device.id} onClose={onClose} onDone={onDone} />;
  if (what === 'rotate') return <RotateForm device={device} onClose={onClose} onDone={onDone} />;
  if (what === 'revoke') return <RevokeForm device={device} onClose={onClose} onDone={onDone} />;
  if (what === 'secret') return <SecretForm device={device} onClose={onClose} onDone={onDone} />;
  const Form = FORMS[what];
  const now = wish.value;
  return (
    <>
      {now !== null && (
        <Change
          title={now.title}
          description={describing(device, now.part)}
          began={[{ kind: 'device', id: device.id, stamp: device.stamp }]}
          onDone={onDone}
          onBack={() => {
            wish.value = null;
          }}
          onReload={onDone}
        />
      )}
      {/* What was typed stays, for whoever goes back. */}
      <div hidden={now !== null}>
        <Form
          device={device}
          onClose={onClose}
          onReview={(next) => {
            wish.value = next;
          }}
        />
      </div>
    </>
  );
}

/** A description names the whole device: what it leaves out would be taken for what is usual. */
function describing(device: DeviceView, part: Readonly<Record<string, unknown>>): Description {
  const unit = device.placements[0]?.unit ?? null;
  return { devices: [{ id: device.id, unit, profile: device.profile, ...part }] };
}
