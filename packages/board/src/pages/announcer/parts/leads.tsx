import type { AnnouncerBook } from '../../../picture/announcer/announcer-book.ts';
import type { Lead } from '../../../picture/announcer/leads.ts';
import type { Picture } from '../../../picture/feed.ts';
import { listName } from '../../../picture/lists.ts';
import { nameOrBib } from '../../../picture/place-words.ts';
import { timeOfDay } from '../../../picture/time-words.ts';
import { raceNameOf, timeOf } from '../runner-words.ts';
import { useStill } from '../use-still.ts';

type LeadsProps = { book: AnnouncerBook; picture: Picture; raceId: string | null; isHeld: boolean; count: number };

/** Who took the lead of a list, the latest first. */
export function Leads({ book, picture, raceId, isHeld, count }: LeadsProps) {
  const leads = new Map(book.leads.latest(raceId, count).map((lead) => [lead.participantId, lead]));
  const ids = useStill([...leads.keys()], isHeld);
  return (
    <section className="panel leads" aria-labelledby="leads-title">
      <header className="panel-head">
        <h2 id="leads-title">New leads</h2>
      </header>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a list that scrolls has to be reached by keyboard */}
      <ol className="lead-list" tabIndex={0} aria-label="New leads, the latest first">
        {ids.map((id) => {
          const lead = leads.get(id);
          const row = book.rows.get(id);
          if (!row) return null;
          return (
            <li className="lead" key={id}>
              <p className="lead-name">
                <b dir="auto">{nameOrBib(row)}</b> <span className="row-time">{timeOf(row)}</span>
              </p>
              <p>{lead ? leadWords(lead, picture) : 'Leads no more'}</p>
              <p className="soft">
                {[raceNameOf(row, picture.event), lead && timeOfDay(lead.atMs, picture.event.zone)].filter(Boolean).join(' · ')}
              </p>
            </li>
          );
        })}
        {ids.length === 0 && <li className="nobody soft">No finisher yet</li>}
      </ol>
    </section>
  );
}

/** `First Women 40–49` or `New leader Overall, Women`. */
function leadWords({ lists }: Lead, { event }: Picture): string {
  const named = (isFirst: boolean) => lists.filter((one) => one.isFirst === isFirst).map(({ list }) => listName(event, list));
  const [first, taken] = [named(true), named(false)];
  return [taken.length > 0 ? `New leader ${taken.join(', ')}` : '', first.length > 0 ? `First ${first.join(', ')}` : '']
    .filter(Boolean)
    .join(' · ');
}
