/** The whole registry as a file: taken out, and brought in again after it was read what it would change. */
import '../../look/admin-more.css';
import { Icon } from '../../look/Icon.tsx';
import { AdminFrame, mayChange } from '../AdminFrame.tsx';
import { Import } from './Import.tsx';
import { described } from './words.ts';

export function Description() {
  const told = described.value;
  return (
    <AdminFrame>
      <section class="part" aria-labelledby="description-out">
        <h2 id="description-out">{told.exportTitle}</h2>
        <p>{told.exportLead}</p>
        <details class="adm-more">
          <summary>{told.leftOut}</summary>
          <ul class="bullets">
            {told.leftOutList.map((each) => (
              <li key={each}>{each}</li>
            ))}
          </ul>
        </details>
        <p class="no-print">
          <a class="secondary adm-button" href="/api/v1/province" download>
            <Icon name="down" />
            {told.download}
          </a>
        </p>
      </section>
      {mayChange() && <Import />}
    </AdminFrame>
  );
}
