/** Of which kind a device is, through whom it is reached, and which of its probes are where the vaccine is. */
import { useSignal } from '@preact/signals';
import type { DeviceStandingView } from '../../../../../src/keeper/enrol-views.ts';
import type { DeviceListView, HeardView } from '../../../../../src/keeper/registry-views.ts';
import type { Paged } from '../../api/views.ts';
import { useAsked } from '../../shell/use-asked.ts';
import type { FormProps } from './Doing.tsx';
import { ReviewButtons } from './ReviewButtons.tsx';
import { told } from './words.ts';

const SIGNS = '[A-Za-z0-9_\\-]{1,64}';
const LIST = '[A-Za-z0-9_\\-]{1,64}(\\s*,\\s*[A-Za-z0-9_\\-]{1,64})*';
/** Read from files that are handed over: the address is then the serial number. */
const FILE = 'file';

export function WiringForm({ device, onReview, onClose }: FormProps) {
  const said = told.value.doing;
  const standing = useAsked<DeviceStandingView>(`/devices/${encodeURIComponent(device.id)}/standing`).asked;
  const gateways = useAsked<DeviceListView>('/registry/devices?limit=1000').asked;
  const isCarried = useSignal(device.via !== null);
  const gateway = useSignal(device.via?.gateway ?? '');
  const isAsked = isCarried.value && new RegExp(`^${SIGNS}$`).test(gateway.value);
  const sender = encodeURIComponent(gateway.value);
  const heard = useAsked<Paged<HeardView>>(isAsked ? `/heard?limit=200&sender=${sender}` : null).asked;
  const profiles = standing.value.value?.profiles ?? [{ id: device.profile, model: device.profile }];
  const isListed = profiles.some(({ id }) => id === device.profile);
  const carriers = (gateways.value.value?.items ?? []).filter(
    ({ id, isGateway, state }) => isGateway && state !== 'retired' && id !== device.id,
  );
  const submit = (event: Event & { currentTarget: HTMLFormElement }) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const text = (name: string) => String(form.get(name) ?? '').trim();
    const inside = text('inside')
      .split(',')
      .flatMap((probe) => probe.trim() || []);
    const part = {
      profile: text('profile'),
      via: isCarried.value ? { gateway: text('gateway'), address: text('address') } : null,
      inside: inside.length === 0 ? null : inside,
    };
    onReview({ title: said.wiringTitle(device.id), part });
  };
  return (
    <form class="part adm-form" aria-label={said.wiring} onSubmit={submit}>
      <h2>{said.wiring}</h2>
      <label class="field">
        <span>{told.value.one.profile}</span>
        <select name="profile" key={profiles.length}>
          {!isListed && <option value={device.profile}>{device.profile}</option>}
          {profiles.map(({ id, model }) => (
            <option key={id} value={id} selected={id === device.profile}>
              {model}
            </option>
          ))}
        </select>
      </label>
      <fieldset>
        <legend>{said.reached}</legend>
        {([false, true] as const).map((carried) => (
          <label key={String(carried)} class="adm-choice">
            <input
              type="radio"
              name="reached"
              checked={isCarried.value === carried}
              onChange={() => {
                isCarried.value = carried;
              }}
            />
            <span>{carried ? said.carried : said.itself}</span>
          </label>
        ))}
      </fieldset>
      {isCarried.value && (
        <div class="adm-grid">
          <label class="field">
            <span>{said.gateway}</span>
            <input
              name="gateway"
              list="device-gateways"
              required
              pattern={SIGNS}
              value={gateway.value}
              onInput={(event) => {
                gateway.value = event.currentTarget.value.trim();
              }}
            />
            <small class="soft">{said.gatewayHint}</small>
          </label>
          <datalist id="device-gateways">
            {carriers.map(({ id }) => (
              <option key={id} value={id} />
            ))}
            <option value={FILE}>{said.file}</option>
          </datalist>
          <label class="field">
            <span>{said.address}</span>
            <input
              name="address"
              list="device-addresses"
              required
              maxLength={128}
              autoComplete="off"
              defaultValue={device.via?.address ?? ''}
            />
            <small class="soft">{said.addressHint}</small>
          </label>
          <datalist id="device-addresses">
            {(heard.value.value?.items ?? []).map(({ address }) => (
              <option key={address} value={address} />
            ))}
          </datalist>
        </div>
      )}
      <label class="field">
        <span>{said.inside}</span>
        <input name="inside" pattern={LIST} maxLength={500} defaultValue={device.inside?.join(', ') ?? ''} />
        <small class="soft">{said.insideHint}</small>
      </label>
      <ReviewButtons onClose={onClose} />
    </form>
  );
}
