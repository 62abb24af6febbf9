/** Through whom a device is reached, and as what: two facts in a list of them. */
import { said } from './words.ts';

export function Through({ via }: { via: { readonly gateway: string; readonly address: string } }) {
  const told = said.value.via;
  return (
    <>
      <div>
        <dt>{told.through}</dt>
        <dd>{via.gateway}</dd>
      </div>
      <div>
        <dt>{told.address}</dt>
        <dd class="enrol-mono">
          <bdi>{via.address}</bdi>
        </dd>
      </div>
    </>
  );
}
