import type { Answer, DeskApi } from '../desk-api.ts';

/** Words for runners, and for whom; null = for all. */
export type RunnerMessage = {
  text: string;
  raceId: string | null;
  waveId: string | null;
  placeUpTo: number | null;
  milestone: boolean;
  displayId: string | null;
};

type MessageBody = {
  text: string;
  race_id: string | null;
  wave_id: string | null;
  place_up_to: number | null;
  milestone: boolean;
  display_id: string | null;
};
type MessagesBody = { messages: MessageBody[] };

export const messagesMax = 2_000;
export const fileLettersMax = 400_000;
const path = '/runner-messages';

export async function fetchMessages(api: DeskApi): Promise<Answer<RunnerMessage[]>> {
  return messagesIn(await api.ask<MessagesBody>(path));
}

/**
 * Changes the list as it is now, not as it was when this page read it: another desk may have added to it. `change` gives null for what can no longer be done.
 */
export async function changeMessages(
  api: DeskApi,
  change: (before: readonly RunnerMessage[]) => readonly RunnerMessage[] | null,
): Promise<Answer<RunnerMessage[]>> {
  const before = await fetchMessages(api);
  if (!before.ok) return before;
  const after = change(before.value);
  if (!after) return refused('Another desk has changed this message meanwhile. The list is now as it stands.');
  if (after.length > messagesMax) return refused(`That would be ${after.length} messages: an event takes at most ${messagesMax}.`);
  return messagesIn(await api.ask<MessagesBody>(path, { method: 'PUT', body: { messages: after.map(bodyOf) } }));
}

/** `refused`: lines that were not understood, and why. */
export type ReadFile = { messages: RunnerMessage[]; refused: { line: number; why: string }[] };

/** Nothing is kept yet. */
export async function readMessages(api: DeskApi, file: string): Promise<Answer<ReadFile>> {
  const answer = await api.ask<MessagesBody & Pick<ReadFile, 'refused'>>(`${path}/read`, { method: 'POST', body: { file } });
  return answer.ok ? { ok: true, value: { messages: answer.value.messages.map(messageFrom), refused: answer.value.refused } } : answer;
}

export const isSameMessage = (a: RunnerMessage, b: RunnerMessage) => JSON.stringify(bodyOf(a)) === JSON.stringify(bodyOf(b));

function messagesIn(answer: Answer<MessagesBody>): Answer<RunnerMessage[]> {
  return answer.ok ? { ok: true, value: answer.value.messages.map(messageFrom) } : answer;
}

function messageFrom({ text, race_id, wave_id, place_up_to, milestone, display_id }: MessageBody): RunnerMessage {
  return { text, raceId: race_id, waveId: wave_id, placeUpTo: place_up_to, milestone, displayId: display_id };
}

function bodyOf({ text, raceId, waveId, placeUpTo, milestone, displayId }: RunnerMessage): MessageBody {
  return { text, race_id: raceId, wave_id: waveId, place_up_to: placeUpTo, milestone, display_id: displayId };
}

const refused = (detail: string) => ({ ok: false, why: 'refused', status: 0, detail, body: {} }) as const;
