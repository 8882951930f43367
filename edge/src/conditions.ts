import { lowSpaceBytes } from './disk-space.ts';
import type { EdgeTime } from './edge-time.ts';
import type { Heartbeat } from './heartbeat.ts';
import type { JournalTrouble } from './journal/journal-client.ts';
import type { HubMembership } from './link/hub-membership.ts';
import type { Condition } from './lookout.ts';
import type { Decoders } from './ports/decoders.ts';
import type { RaceLog } from './race-log.ts';

/** Longer than any honest disk needs for a commit, and than a hub needs for an answer; with a look every half second a person knows within two. */
const patienceMs = 1_000;
const refusedShownMs = 60_000;

export type ConditionParts = {
  raceLog: Pick<RaceLog, 'journal' | 'countByKind'>;
  hub: Pick<HubMembership, 'link'>;
  decoders: Pick<Decoders, 'state'>;
  heartbeat: Pick<Heartbeat, 'waitingMs'>;
  time: Pick<EdgeTime, 'steadyMs'>;
  trouble: () => JournalTrouble | null;
  freeBytes: () => number;
};

/** Everything that a timer at the mats has to be told while it lasts. */
export function conditionsOf(parts: ConditionParts): Condition[] {
  return [...diskConditions(parts), ...hubConditions(parts), ...decoderConditions(parts)];
}

function diskConditions({ raceLog: { journal }, heartbeat, time, trouble, freeBytes }: ConditionParts): Condition[] {
  const waitingMs = () => {
    const since = journal.waitingSinceMs();
    return since === null ? 0 : time.steadyMs() - since;
  };
  const isSlow = () => trouble() === null && Math.max(waitingMs(), heartbeat.waitingMs()) > patienceMs;
  return [
    {
      ...{ from: 'journal', code: 'disk-trouble', level: 'error' },
      look: () => (trouble() ? { error: trouble()!.message } : undefined),
      text: ({ error }) => `The disk does not take reads (${error}). Nothing is acknowledged: make room on it, or look at the card.`,
    },
    {
      ...{ from: 'journal', code: 'disk-slow', level: 'error' },
      look: () => (isSlow() ? { waiting: journal.waitingCount() } : undefined),
      text: ({ waiting }) =>
        `The disk has not answered for more than a second. What waits for it is not lost (entries: ${waiting}). Look at the card.`,
      over: 'the disk answers again',
    },
    {
      ...{ from: 'journal', code: 'queue-full', level: 'error' },
      // A burst or a rewind fills the queue for moments; that is what it is for.
      look: () => (!journal.hasRoom() && waitingMs() > patienceMs ? { waiting: journal.waitingCount() } : undefined),
      text: ({ waiting }) =>
        `More comes than the disk takes (entries waiting: ${waiting}). Decoders are made to wait, nothing is dropped. Look at the card.`,
      over: 'the disk keeps up again',
    },
    {
      ...{ from: 'journal', code: 'low-space', level: 'error' },
      look: () => {
        const free = freeBytes();
        return free < lowSpaceBytes ? { freeBytes: free } : undefined;
      },
      text: ({ freeBytes: free }) =>
        `There is little room left on the disk (${Math.round(Number(free) / 1e6)} MB). Make some: a million reads take about 650 MB.`,
      over: 'there is room on the disk again',
    },
  ];
}

function hubConditions({ hub }: ConditionParts): Condition[] {
  return [
    {
      ...{ from: 'hub', code: 'hub-down', level: 'warn' },
      look: () => (hub.link?.state().state === 'down' ? { waiting: hub.link.state().waiting } : undefined),
      text: ({ waiting }) =>
        `There is no link to the hub. What waits here is sent later (entries: ${waiting}), and the race goes on. Look at the network.`,
    },
    {
      ...{ from: 'hub', code: 'hub-behind', level: 'warn' },
      look: () => {
        const { link } = hub;
        return link && link.stalledMs() > patienceMs ? { waiting: link.state().waiting } : undefined;
      },
      text: ({ waiting }) =>
        `The hub does not take what is sent: its network, its broker or its database may be down. What waits here is sent again (entries: ${waiting}).`,
      over: 'the hub takes entries again',
    },
    {
      ...{ from: 'hub', code: 'twin', level: 'error' },
      look: () => (hub.link?.twin() === 'certain' ? {} : undefined),
      text: () =>
        'Another box uses the name of this one at the hub: was its card copied? Both keep their reads and the hub gets all of them, in turns. Switch one off, or enrol it anew.',
      over: 'no other box uses the name of this one any more',
    },
    {
      ...{ from: 'hub', code: 'twin-suspected', level: 'warn' },
      look: () => (hub.link?.twin() === 'suspected' ? {} : undefined),
      text: () =>
        'This box is put out at the hub again and again, each time soon after it was let in. Is there a copy of its card in another box? Nothing is lost; look for it.',
      over: 'the link to the hub is not taken away any more',
    },
  ];
}

function decoderConditions({ decoders, raceLog, time }: ConditionParts): Condition[] {
  let refused = { count: 0, atMs: Number.NEGATIVE_INFINITY };
  const which = (names: string[]) => (names.length > 0 ? { which: names.join(', ') } : undefined);
  const connections = () => decoders.state().flatMap(({ connections }) => connections.filter(({ phase }) => phase !== 'closed'));
  return [
    {
      ...{ from: 'decoders', code: 'decoder-gone', level: 'warn' },
      look: () =>
        which(
          decoders
            .state()
            .filter(isGone)
            .map(({ family, where }) => `${family} ${where}`),
        ),
      text: ({ which: names }) => `No decoder is connected at ${names}. Look at its power, its cable and its settings.`,
      over: 'a decoder is connected again',
    },
    {
      ...{ from: 'decoders', code: 'decoder-silent', level: 'warn' },
      look: () => which(connections().flatMap(({ phase, peer }) => (phase === 'silent' ? [peer] : []))),
      text: ({ which: names }) => `Nothing is heard from ${names}, not even an answer. Look at its cable and its timing program.`,
    },
    {
      ...{ from: 'decoders', code: 'decoder-stopped', level: 'warn' },
      look: () => which(connections().flatMap(({ phase, peer }) => (phase === 'stopped' ? [peer] : []))),
      text: ({ which: names }) => `${names} was stopped and sends no reads. It keeps them: start it again (chute-edge decoders start).`,
      over: 'no decoder is stopped any more',
    },
    {
      ...{ from: 'decoders', code: 'missing-lines', level: 'warn' },
      look: () => which(connections().flatMap(({ peer, gaps }) => (gaps.length > 0 ? [`${peer} (${gaps.length})`] : []))),
      text: ({ which: names }) => `Lines of ${names} did not come. They are asked for; if this stays, compare with the timing program.`,
    },
    {
      ...{ from: 'decoders', code: 'refused-lines', level: 'warn' },
      look: () => {
        const count = raceLog.countByKind.get('refused') ?? 0;
        if (count > refused.count) refused = { count, atMs: time.steadyMs() };
        return time.steadyMs() - refused.atMs < refusedShownMs ? { count } : undefined;
      },
      text: ({ count }) =>
        `Some of what decoders sent could not be read (so far: ${count}). It is kept as it came. Look at the cable, and at the speed of a serial line.`,
      over: 'for a minute everything that came could be read',
    },
  ];
}

type Port = ReturnType<Decoders['state']>[number];

/** Somebody who dials and says nothing is none. */
const isDecoder = ({ locations }: Port['connections'][number]) => locations.some(({ reads }) => reads > 0);

/** Dialled and not there; or it was there, and hung up. A listener that nobody ever dialled waits, and a recording ends. */
function isGone({ transport, open, connections }: Port): boolean {
  if (transport === 'replay') return false;
  if (!open) return true;
  return connections.some(isDecoder) && connections.every((connection) => connection.phase === 'closed' || !isDecoder(connection));
}
