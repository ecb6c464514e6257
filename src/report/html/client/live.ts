/** What a page that is served hears of its scans. */
import type { PageUpdate } from '../page-data.js';
import { byId } from './svg.js';

/** @param revision of what the page shows. */
export function follow(revision: string, onUpdate: (update: PageUpdate) => void): void {
  const source = new EventSource(`events?since=${encodeURIComponent(revision)}`);
  const connection = document.createElement('p');
  connection.id = 'connection';
  connection.setAttribute('role', 'status');
  byId('progress').before(connection);
  source.addEventListener('open', () => (connection.textContent = ''));
  // The browser tries again by itself, with the last revision that it heard of.
  source.addEventListener('error', () => {
    connection.textContent = 'The connection to muscan watch is lost: this is what was known then.';
  });
  source.addEventListener('update', ({ data }: MessageEvent<string>) => {
    const update = JSON.parse(data) as PageUpdate;
    for (const [id, markup] of Object.entries(update.sections)) {
      // Escaped where it was made: in the program that served the page.
      byId(id).innerHTML = markup;
    }
    onUpdate(update);
  });
  source.addEventListener('reload', () => {
    source.close();
    location.reload();
  });
}
