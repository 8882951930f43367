import type { DisplayCommand, DisplaySettings, DisplayState, LiveRow } from '@chute/protocol';
import { defaultDisplay } from './default-display.ts';
import { DeskError, noSuch } from './desk-error.ts';
import type { DeskFeed } from './desk-feed.ts';
import type { DeskStore } from './desk-store.ts';
import type { DeskTime } from './desk-time.ts';
import { EventEar } from './event-ear.ts';
import { readRunnerMessages } from './read-runner-messages.ts';
import type { DisplayRecord } from './records.ts';
import { messageFor, type RunnerMessage } from './runner-messages.ts';
import { RunningDisplay } from './running-display.ts';

/** Of one event. */
const displaysMax = 50;

export type DisplaysRim = {
  store: DeskStore;
  feed: DeskFeed;
  time: DeskTime;
  newId: () => string;
  /** Whoever looks at this display, or through this share, must be put out now. */
  gone: (what: Gone) => void;
  /** What could not be kept is still on the wall, and somebody should know. */
  warn: (facts: Record<string, unknown>, text: string) => void;
};

export type Gone = { displayId: string } | { shareId: string };

type Names = Pick<DisplayRecord, 'eventId' | 'displayId'>;

/** The displays of one owner, and those of them that run. */
export class Displays {
  readonly #rim: DisplaysRim;
  readonly #running = new Map<string, Promise<RunningDisplay>>();
  readonly #ears = new Map<string, EventEar>();
  readonly #messages = new Map<string, readonly RunnerMessage[]>();

  constructor(rim: DisplaysRim) {
    this.#rim = rim;
  }

  /** Every event has the one that nobody had to make, first. */
  async list(eventId: string): Promise<DisplayRecord[]> {
    if (!(await this.#rim.feed.hasEvent(eventId))) throw noSuch('event');
    const stored = await this.#rim.store.displays(eventId);
    return stored.some(({ displayId }) => displayId === eventId) ? stored : [defaultDisplay(eventId), ...stored];
  }

  async get({ eventId, displayId }: Names): Promise<DisplayRecord> {
    const stored = await this.#rim.store.display(eventId, displayId);
    if (stored) return stored;
    if (displayId === eventId && (await this.#rim.feed.hasEvent(eventId))) return defaultDisplay(eventId);
    throw noSuch('display');
  }

  async create(eventId: string, settings: DisplaySettings): Promise<DisplayRecord> {
    if ((await this.list(eventId)).length >= displaysMax)
      throw new DeskError('conflict', { detail: `an event has at most ${displaysMax} displays` });
    const display = { displayId: this.#rim.newId(), eventId, settings, onAir: null };
    await this.#rim.store.saveDisplay(display);
    return display;
  }

  async change(names: Names, settings: (before: DisplaySettings) => DisplaySettings): Promise<DisplayRecord> {
    const before = await this.get(names);
    const display = { ...before, settings: settings(before.settings) };
    await this.#rim.store.saveDisplay(display);
    (await this.#running.get(names.displayId))?.configure(display.settings);
    return display;
  }

  async remove({ eventId, displayId }: Names): Promise<void> {
    await this.get({ eventId, displayId });
    if (displayId === eventId) throw new DeskError('conflict', { detail: 'every event keeps this display: change it instead' });
    if (!(await this.#rim.store.deleteDisplay(eventId, displayId))) throw noSuch('display');
    (await this.#running.get(displayId))?.stop();
    this.#running.delete(displayId);
    this.#rim.gone({ displayId });
  }

  async state(names: Names): Promise<DisplayState> {
    return (await this.#run(names)).state();
  }

  /** Hears how it is, and every change after that, until the function that comes back is called. */
  async watch(names: Names, watcher: (state: DisplayState) => void): Promise<{ state: DisplayState; stop: () => void }> {
    const running = await this.#run(names);
    const stop = running.watch(watcher);
    return { state: running.state(), stop };
  }

  /** Throws `bad-request` for what cannot be done as things stand. */
  async command(names: Names, command: DisplayCommand): Promise<void> {
    const running = await this.#run(names);
    if (!running.command(command)) throw new DeskError('bad-request', { detail: `${command.command} changes nothing as things stand` });
    if (!['scene', 'call-up', 'take-down', 'hold', 'go-on'].includes(command.command)) return;
    const display = await this.get(names);
    // The wall shows it already: a store that is away must not take that back.
    await this.#rim.store
      .saveOnAir(display, running.onAir)
      .catch((error) => this.#rim.warn({ err: error, displayId: names.displayId }, 'what a display shows could not be kept'));
  }

  async messages(eventId: string): Promise<readonly RunnerMessage[]> {
    if (!(await this.#rim.feed.hasEvent(eventId))) throw noSuch('event');
    return this.#rim.store.runnerMessages(eventId);
  }

  /** For whoever is shown from now on. */
  async setMessages(eventId: string, messages: readonly RunnerMessage[]): Promise<void> {
    if (!(await this.#rim.feed.hasEvent(eventId))) throw noSuch('event');
    await this.#rim.store.saveRunnerMessages(eventId, messages);
    this.#messages.set(eventId, messages);
  }

  /** Lines of a file as messages; nothing is kept yet. */
  async readMessages(eventId: string, file: string): Promise<ReturnType<typeof readRunnerMessages>> {
    if (!(await this.#rim.feed.hasEvent(eventId))) throw noSuch('event');
    return readRunnerMessages(file, await this.#rim.feed.names(eventId));
  }

  /** What another process changed or removed. The ids of those that are no more. */
  async refresh(): Promise<string[]> {
    const gone: string[] = [];
    for (const [displayId, opening] of this.#running) {
      const running = await opening;
      const stored = await this.get({ eventId: running.state().eventId, displayId }).catch((error: unknown) => {
        if (error instanceof DeskError) return undefined;
        throw error;
      });
      if (!stored) {
        gone.push(displayId);
        running.stop();
        this.#running.delete(displayId);
      } else if (JSON.stringify(stored.settings) !== JSON.stringify(running.settings)) running.configure(stored.settings);
    }
    return gone;
  }

  async stop(): Promise<void> {
    for (const opening of this.#running.values()) (await opening.catch(() => undefined))?.stop();
    this.#running.clear();
  }

  #run(names: Names): Promise<RunningDisplay> {
    const running = this.#running.get(names.displayId);
    if (running) return running;
    const opening = this.#open(names);
    this.#running.set(names.displayId, opening);
    opening.catch(() => this.#running.delete(names.displayId));
    return opening;
  }

  async #open(names: Names): Promise<RunningDisplay> {
    const { store, time, newId } = this.#rim;
    const { eventId, displayId } = names;
    const record = await this.get(names);
    if (!this.#messages.has(eventId)) this.#messages.set(eventId, await store.runnerMessages(eventId));
    return new RunningDisplay(record, {
      ear: this.#ear(eventId),
      time,
      streamId: newId(),
      idle: () => this.#running.delete(displayId),
      textOf: (row) => this.#textFor(row, { eventId, displayId }),
    });
  }

  #textFor(row: LiveRow, { eventId, displayId }: Names): string | null {
    const messages = this.#messages.get(eventId) ?? [];
    if (messages.length === 0) return null;
    // Whoever is hidden has no milestone either.
    const milestone = row.name === null ? undefined : this.#rim.feed.milestoneOf(eventId, row.participantId);
    return messageFor({ row, rows: this.#ear(eventId).rows, milestone }, { messages, displayId, seed: eventId });
  }

  #ear(eventId: string): EventEar {
    const known = this.#ears.get(eventId) ?? new EventEar(eventId, this.#rim.feed);
    this.#ears.set(eventId, known);
    return known;
  }
}
