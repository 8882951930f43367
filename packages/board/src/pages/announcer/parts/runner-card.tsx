import { memo } from 'react';
import type { Fact } from '../../../picture/announcer/facts.ts';

export type RunnerCardProps = {
  bib: string;
  name: string;
  phonetic: string | null;
  time: string;
  /** Places, or how it stands. */
  standing: string;
  /** Race, group, age: what tells two of one name apart. */
  about: string;
  facts: readonly Fact[];
};

/** One runner, to be read out from top to bottom. */
export const RunnerCard = memo(function RunnerCard({ bib, name, phonetic, time, standing, about, facts }: RunnerCardProps) {
  return (
    <>
      <div className="runner-head">
        <span className="announcer-bib">
          <span className="sr-only">Bib </span>
          {bib}
        </span>
        <h3 className="runner-name" dir="auto">
          {name}
        </h3>
        <span className="runner-time">{time}</span>
      </div>
      {phonetic && (
        <p className="runner-phonetic">
          <span className="sr-only">Say: </span>“{phonetic}”
        </p>
      )}
      <p className="runner-standing">
        {standing}
        {about && <span className="soft"> {standing ? `· ${about}` : about}</span>}
      </p>
      {facts.length > 0 && (
        <ul className="facts">
          {facts.map(({ kind, words }) => (
            <li key={`${kind} ${words}`} data-kind={kind} dir="auto">
              {words}
            </li>
          ))}
        </ul>
      )}
    </>
  );
}, isSameCard);

function isSameCard(a: RunnerCardProps, b: RunnerCardProps): boolean {
  const { facts: before, ...was } = a;
  const { facts: after, ...is } = b;
  const isSame = Object.entries(was).every(([key, value]) => is[key as keyof typeof is] === value);
  return isSame && before.length === after.length && before.every(({ words }, at) => words === after[at]!.words);
}
