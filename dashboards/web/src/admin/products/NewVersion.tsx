/** A newer version of a vaccine's rules: typed, with whom it concerns, reviewed, saved. The former ones stay as they are. */
import { useSignal } from '@preact/signals';
import type { ProductView } from '../../../../../src/keeper/registry-views.ts';
import { serviceNow } from '../../live/clock.ts';
import { language } from '../../words/words.ts';
import { Change } from '../Change.tsx';
import { Concerned } from './Concerned.tsx';
import { type DraftFault, draftOf, effectiveOf, type VersionDraft, versionOf } from './draft.ts';
import { VersionFields } from './VersionFields.tsx';
import { told } from './words.ts';

type Props = { readonly product: ProductView; readonly onClose: () => void; readonly onDone: () => void };

/** What is typed begins as the newest version is; its source is another document. */
function begun({ versions }: ProductView): VersionDraft {
  const newest = versions[0];
  return {
    effective: '',
    source: '',
    labelVersion: '',
    rules: (newest?.rules ?? []).map((rule) => draftOf(rule, language.value === 'vi')),
    unmonitoredHours: String((newest?.maxUnmonitoredSeconds ?? 14_400) / 3600),
    notJudgedVi: (newest?.notJudged ?? []).map(({ vi }) => vi).join('\n'),
    notJudgedEn: (newest?.notJudged ?? []).map(({ en }) => en).join('\n'),
  };
}

export function NewVersion({ product, onClose, onDone }: Props) {
  const said = told.value.form;
  const draft = useSignal(begun(product));
  const fault = useSignal<DraftFault | null>(null);
  const version = useSignal<Readonly<Record<string, unknown>> | null>(null);
  const effective = effectiveOf(draft.value);
  const submit = (event: Event) => {
    event.preventDefault();
    const read = versionOf(draft.value);
    fault.value = read.ok ? null : read.fault;
    if (read.ok) version.value = read.version;
  };
  const { gtin, name, dosesPerVial, stamp } = product;
  return (
    <>
      {version.value !== null && (
        <>
          <Concerned product={product} isPast={effective !== null && Date.parse(effective) <= serviceNow()} />
          <Change
            title={said.newVersion(name)}
            description={{ products: [{ gtin, name, dosesPerVial, versions: [version.value] }] }}
            began={[{ kind: 'product', id: gtin, stamp }]}
            onDone={onDone}
            onBack={() => {
              version.value = null;
            }}
            onReload={onDone}
          />
        </>
      )}
      <form
        class="part adm-form"
        hidden={version.value !== null}
        aria-label={said.newVersion(name)}
        onSubmit={submit}
      >
        <h2>{said.newVersion(name)}</h2>
        <Concerned product={product} />
        <VersionFields
          draft={draft.value}
          onDraft={(next) => {
            draft.value = next;
          }}
        />
        {fault.value !== null && (
          <p class="trouble" role="alert">
            {said[fault.value]}
          </p>
        )}
        <div class="change-buttons">
          <button type="submit" class="primary">
            {said.review}
          </button>
          <button type="button" class="secondary" onClick={onClose}>
            {said.cancel}
          </button>
        </div>
      </form>
    </>
  );
}
