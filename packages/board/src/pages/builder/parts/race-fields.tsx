import { useId } from 'react';
import { listName } from '../../../picture/lists.ts';
import { valueLabel } from '../../../scene/editor/labels.ts';
import { useRoomOfBuilder } from '../builder-room.ts';

const racesWithoutEvent = 4;

/** By its number in the order of the event, so that the scene serves the next event too. */
export function RaceField({
  label,
  value,
  onChange,
}: {
  label: string;
  value: number | string;
  onChange: (value: number | string) => void;
}) {
  const id = useId();
  const { event } = useRoomOfBuilder();
  const count = Math.max(racesWithoutEvent, event?.races.length ?? 0, typeof value === 'number' ? value : 0);
  const number = typeof value === 'number' ? value : (event?.races.findIndex(({ raceId }) => raceId === value) ?? -1) + 1;
  return (
    <div className="form-field">
      <label htmlFor={id}>{label}</label>
      <select id={id} value={number} onChange={({ target }) => onChange(Number(target.value))}>
        {number === 0 && <option value={0}>A race of another event</option>}
        {Array.from({ length: count }, (_, at) => at + 1).map((one) => (
          <option key={one} value={one}>
            {one}. {event?.races[one - 1]?.name ?? 'race'}
          </option>
        ))}
      </select>
    </div>
  );
}

const always = ['overall', 'sex:F', 'sex:M', 'sex:X'];

export function ListField({ label, value, onChange }: { label: string; value: string; onChange: (value: string) => void }) {
  const id = useId();
  const { event } = useRoomOfBuilder();
  const divisions = (event?.divisions ?? []).map(({ divisionId }) => `division:${divisionId}`);
  const lists = [...new Set([...always, ...divisions, value])];
  return (
    <div className="form-field">
      <label htmlFor={id}>{label}</label>
      <select id={id} value={value} onChange={({ target }) => onChange(target.value)}>
        {lists.map((list) => (
          <option key={list} value={list}>
            {event && list.startsWith('division:') ? listName(event, list as `division:${string}`) : valueLabel(list)}
          </option>
        ))}
      </select>
    </div>
  );
}
