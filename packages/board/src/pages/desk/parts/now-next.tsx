import type { DisplayCard, DisplayState } from '@chute/protocol';
import type { ReactNode } from 'react';
import type { Standings } from '../../../picture/standings.ts';
import { cardWords } from '../card-words.ts';
import type { Give } from '../use-commands.ts';

type NowNextProps = { state: DisplayState; standings: Standings | null; give: Give };

/** Whose turn it is, whose it will be, and whose it was. */
export function NowNext({ state, standings, give }: NowNextProps) {
  const { now, waiting, waitingCount, recent, dropped } = state;
  const more = waitingCount - waiting.length;
  return (
    <div className="now-next">
      <section className="panel" aria-labelledby="now-title">
        <h2 id="now-title">Now</h2>
        {now ? <Card card={now.card} standings={standings} /> : <p className="soft">Nobody: the scene rests.</p>}
      </section>
      <section className="panel" aria-labelledby="next-title">
        <h2 id="next-title">Next{waitingCount > 0 ? ` (${waitingCount})` : ''}</h2>
        {waiting.length === 0 && <p className="soft">Nobody waits.</p>}
        <ol className="cards">
          {waiting.map((card) => (
            <Card key={card.cardId} card={card} standings={standings}>
              <button
                type="button"
                aria-label={`Skip ${cardWords(card, standings).who}`}
                onClick={() => give({ command: 'skip', cardId: card.cardId })}
              >
                Skip
              </button>
            </Card>
          ))}
        </ol>
        {more > 0 && <p className="soft">and {more} more</p>}
        {dropped > 0 && <p className="soft">{dropped} were left out so far</p>}
      </section>
      <section className="panel" aria-labelledby="before-title">
        <h2 id="before-title">Before</h2>
        <ol className="cards">
          {recent.slice(0, 8).map((card) => (
            <Card key={card.cardId} card={card} standings={standings}>
              <button
                type="button"
                aria-label={`Show ${cardWords(card, standings).who} again`}
                onClick={() => give({ command: 'recall', cardId: card.cardId })}
              >
                Again
              </button>
            </Card>
          ))}
        </ol>
      </section>
    </div>
  );
}

function Card({ card, standings, children }: { card: DisplayCard; standings: Standings | null; children?: ReactNode }) {
  const { who, more } = cardWords(card, standings);
  const Tag = children ? 'li' : 'div';
  return (
    <Tag className="card">
      <span className="card-who" dir="auto">
        {who}
      </span>
      <span className="soft">{more}</span>
      {children}
    </Tag>
  );
}
