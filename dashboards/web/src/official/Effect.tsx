/** What would change, as the service worked it out: in one line, gate by gate, and who may approve it. */
import type { EffectView, GateEffectView } from '../../../../src/keeper/official-views.ts';
import { Icon } from '../look/Icon.tsx';
import { inWords, n } from './say.ts';
import { said } from './words.ts';

export type Doing = 'release' | 'keep' | 'discard' | 'recall';

export function Effect({ effect, doing, title }: { effect: EffectView; doing: Doing; title: string }) {
  const told = said.value.decide;
  const what = told.effectLine[doing](
    `${said.value.lots(n(effect.lots))} (${said.value.parcels(n(effect.parcels))}, ${said.value.doses(n(effect.doses))})`,
    said.value.sites(n(effect.sites)),
  );
  return (
    <section class="effect" aria-label={title}>
      <h3>{title}</h3>
      <p class="effect-line">{what}</p>
      {effect.underWay > 0 && <p>{told.effectRoad(n(effect.underWay))}</p>}
      {effect.dosesDiscarded > 0 && <p>{told.effectDiscard(n(effect.dosesDiscarded))}</p>}
      {effect.gates.length > 0 && <Gates gates={effect.gates} />}
      {effect.refused.length > 0 && (
        <div class="note">
          <p>{told.refused}</p>
          <ul>
            {effect.refused.map((one) => (
              <li key={one.hold}>{inWords(one)}</li>
            ))}
          </ul>
        </div>
      )}
    </section>
  );
}

function Gates({ gates }: { gates: readonly GateEffectView[] }) {
  const told = said.value.decide;
  return (
    <div class="wide">
      <table class="rows">
        <thead>
          <tr>
            <th scope="col">{told.gate}</th>
            <th scope="col">{told.before}</th>
            <th scope="col">{told.after}</th>
          </tr>
        </thead>
        <tbody>
          {gates.map((gate) => (
            <tr key={`${gate.site} ${gate.gtin} ${gate.lot}`}>
              <th scope="row">
                {gate.siteName}
                <small>
                  {gate.product} · {said.value.lotNo(gate.lot)} · {said.value.doses(n(gate.doses))}
                </small>
              </th>
              <td data-head={told.before}>
                <Verdict gate={gate.before} />
              </td>
              <td data-head={told.after}>
                <Verdict gate={gate.after} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

const ICONS = { allowed: 'check', blocked: 'cross', unknown: 'question' } as const;

export function Verdict({ gate }: { gate: GateEffectView['before'] }) {
  const [reason] = gate.reasons;
  return (
    <span class={`gate-says is-${gate.verdict}`}>
      <b>
        <Icon name={ICONS[gate.verdict]} bold />
        {said.value.verdict[gate.verdict]}
      </b>
      {reason !== undefined && <small>{inWords(reason)}</small>}
    </span>
  );
}

/** Who is wanted beside the one who proposes. */
export function Approvers({ people }: { people: readonly { id: string; name: string }[] }) {
  const told = said.value.decide;
  return people.length === 0 ? (
    <p class="trouble">{told.noApprovers}</p>
  ) : (
    <p>
      {told.approvers}: <b>{people.map(({ name }) => name).join(', ')}</b>
    </p>
  );
}
