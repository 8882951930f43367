import { type DisplayCommand, displayCommandSchema } from '@chute/protocol';
import { z } from 'zod';
import {
  changedSettings,
  displayAnswer,
  displayBody,
  displayPatch,
  displayWithStateBody,
  messagesAnswer,
  messagesBody,
  messagesFrom,
  newDisplayBody,
  onScreenAnswer,
  settingsFrom,
} from './bodies.ts';
import { type DeskRoute, route } from './desk-route.ts';
import { camelKeys } from './key-case.ts';
import { displayParams, eventParams } from './params.ts';

const text = z.string().max(500);
const cardId = z.string().min(1).max(120);

/** `displayCommandSchema` in snake_case. */
const commandBody = z
  .discriminatedUnion('command', [
    z.strictObject({ command: z.enum(['next', 'hold', 'go-on', 'pin', 'unpin', 'clear', 'take-down']) }),
    z.strictObject({ command: z.literal('skip'), card_id: cardId }),
    z.strictObject({ command: z.literal('recall'), card_id: cardId.nullable().default(null) }),
    z.strictObject({ command: z.literal('scene'), scene_id: z.string().min(1).max(64) }),
    z.strictObject({ command: z.literal('call-up'), state: z.enum(['resting', 'podium', 'message', 'emergency']), text: text.default('') }),
    z.strictObject({ command: z.literal('show'), participant_id: z.uuid(), text: text.nullable().default(null) }),
  ])
  .meta({ id: 'DisplayCommand' });

export const displayRoutes: readonly DeskRoute[] = [
  route({
    ...{ operationId: 'listDisplays', summary: 'The displays of an event, the one that every event has first' },
    ...{ method: 'GET', of: 'event', path: '/displays', access: 'look', params: eventParams },
    answers: { 200: z.object({ items: z.array(displayBody) }) },
    handle: async ({ desk, params }) => ok({ items: (await desk.displays.list(params.event_id)).map(displayAnswer) }),
  }),
  route({
    ...{ operationId: 'createDisplay', summary: 'Add a display' },
    ...{ method: 'POST', of: 'event', path: '/displays', access: 'steer', params: eventParams, body: newDisplayBody },
    answers: { 201: displayBody },
    handle: async ({ desk, params, body }) => ({
      status: 201,
      body: displayAnswer(await desk.displays.create(params.event_id, settingsFrom(body))),
    }),
  }),
  route({
    ...{ operationId: 'getDisplay', summary: 'One display, and what is on it now' },
    ...{ method: 'GET', of: 'event', path: '/displays/:display_id', access: 'look', params: displayParams },
    answers: { 200: displayWithStateBody },
    handle: async ({ desk, params }) => {
      const display = displayAnswer(await desk.displays.get(namesIn(params)));
      return ok({ ...display, on_screen: onScreenAnswer(await desk.displays.state(namesIn(params))) });
    },
  }),
  route({
    ...{ operationId: 'changeDisplay', summary: 'Change settings of a display; its screens follow at once' },
    ...{ method: 'PATCH', of: 'event', path: '/displays/:display_id', access: 'steer', params: displayParams, body: displayPatch },
    answers: { 200: displayBody },
    handle: async ({ desk, params, body }) =>
      ok(displayAnswer(await desk.displays.change(namesIn(params), (before) => changedSettings(before, body)))),
  }),
  route({
    ...{ operationId: 'deleteDisplay', summary: 'Remove a display and its shares' },
    ...{ method: 'DELETE', of: 'event', path: '/displays/:display_id', access: 'steer', params: displayParams },
    answers: { 204: z.null() },
    handle: async ({ desk, params }) => {
      await desk.displays.remove(namesIn(params));
      return done;
    },
  }),
  route({
    ...{ operationId: 'commandDisplay', summary: 'Next, hold, pin, recall, call up a podium, …' },
    ...{ method: 'POST', of: 'event', path: '/displays/:display_id/commands', access: 'steer', params: displayParams, body: commandBody },
    answers: { 204: z.null() },
    handle: async ({ desk, params, body }) => {
      const command: DisplayCommand = displayCommandSchema.parse(camelKeys(body));
      await desk.displays.command(namesIn(params), command);
      return done;
    },
  }),
  route({
    ...{ operationId: 'getRunnerMessages', summary: 'Words that go with runners, and with whom' },
    ...{ method: 'GET', of: 'event', path: '/runner-messages', access: 'look', params: eventParams },
    answers: { 200: messagesBody },
    handle: async ({ desk, params }) => ok(messagesAnswer(await desk.displays.messages(params.event_id))),
  }),
  route({
    ...{ operationId: 'setRunnerMessages', summary: 'Set all of them' },
    ...{ method: 'PUT', of: 'event', path: '/runner-messages', access: 'steer', params: eventParams, body: messagesBody },
    answers: { 200: messagesBody },
    // As many as there may be, each as long as it may be, in letters of three bytes.
    bodyBytesMax: 2 * 1024 * 1024,
    handle: async ({ desk, params, body }) => {
      const messages = messagesFrom(body);
      await desk.displays.setMessages(params.event_id, messages);
      return ok(messagesAnswer(messages));
    },
  }),
  route({
    ...{ operationId: 'readRunnerMessages', summary: 'Read a .txt or .csv file as messages; nothing is kept yet' },
    ...{ method: 'POST', of: 'event', path: '/runner-messages/read', access: 'steer', params: eventParams },
    body: z.strictObject({ file: z.string().max(400_000) }),
    answers: { 200: messagesBody.extend({ refused: z.array(z.object({ line: z.int(), why: z.string() })) }) },
    bodyBytesMax: 1024 * 1024,
    handle: async ({ desk, params, body }) => {
      const { messages, refused } = await desk.displays.readMessages(params.event_id, body.file);
      return ok({ ...messagesAnswer(messages), refused });
    },
  }),
];

function ok(body: unknown) {
  return { status: 200, body };
}

const done = { status: 204, body: null };

function namesIn({ event_id: eventId, display_id: displayId }: z.infer<typeof displayParams>) {
  return { eventId, displayId };
}
