/** By what a device shows who it is, what waits to be used, and why it is shut out or not believed. */
import type { IdentityView } from '../../../../../src/keeper/identity-views.ts';
import { when } from '../../official/say.ts';
import { told } from './words.ts';

export function Identity({ identity }: { identity: IdentityView }) {
  const said = told.value.identity;
  const { serial, claim, next, certificates, revoked, frozen } = identity;
  return (
    <section class="part" aria-labelledby="device-identity">
      <h2 id="device-identity">{said.title}</h2>
      {frozen !== null && (
        <div class="trouble" role="alert">
          <b>{said.frozenTitle}</b>
          <p>{said.frozenWhy[frozen.why]}</p>
          <p>{said.frozenSince(when(frozen.since), when(frozen.at))}</p>
          <p>{said.frozenDo}</p>
        </div>
      )}
      {revoked !== null && (
        <div class="trouble" role="alert">
          <b>{said.revokedTitle}</b>
          <p>{said.revokedBy(when(revoked.at), revoked.by)}</p>
          <p>
            <bdi>{revoked.reason}</bdi>
          </p>
          <p>{said.revokedDo}</p>
        </div>
      )}
      <dl class="pairs">
        <dt>{said.by}</dt>
        <dd>{certificates.length > 0 ? said.byCertificate : said.bySecret}</dd>
        {certificates.map((one) => (
          <Certificate key={one.fingerprint} one={one} />
        ))}
        {serial !== null && (
          <>
            <dt>{said.serial}</dt>
            <dd>{serial}</dd>
          </>
        )}
        {next !== null && (
          <>
            <dt>{said.next}</dt>
            <dd>{said.nextUntil(when(next.until))}</dd>
          </>
        )}
        {claim !== null && (
          <>
            <dt>{said.claim}</dt>
            <dd>
              {said.claimUntil(when(claim.expiresAt))}
              {claim.serial !== null && ` ${said.claimFor(claim.serial)}`}
            </dd>
          </>
        )}
      </dl>
    </section>
  );
}

function Certificate({ one }: { one: IdentityView['certificates'][number] }) {
  const said = told.value.identity;
  return (
    <>
      <dt>{said.certificate}</dt>
      <dd>
        {said.certificateUntil(when(one.issuedAt), when(one.until))}
        <br />
        <code class="adm-print">{one.fingerprint.slice(0, 16)}…</code>
      </dd>
    </>
  );
}
