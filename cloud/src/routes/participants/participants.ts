import { z } from 'zod';
import type { HubApp } from '../../http/hub-app.ts';
import { cursorPosition, pageFrom, pageOf, pageQuery } from '../../http/paging.ts';
import { notFound, Problem } from '../../http/problem.ts';
import { findNamedParticipant, type NamedParticipant, pageOfParticipants } from '../../store/participant-lists.ts';
import { currentSetup } from '../change-setup.ts';
import { eventParams, noQuery, participantParams, partnerPath } from '../common-schemas.ts';
import type { RouteContext } from '../route-context.ts';
import { changeParticipants } from './change-participants.ts';
import { chipsNow, withChips } from './event-roster.ts';
import {
  changedParticipant,
  changedPerson,
  chipsOf,
  chipWords,
  newParticipantBody,
  type ParticipantFields,
  participantBody,
  participantPatch,
  participantSchema,
  personOf,
} from './participant-body.ts';

/** Participants with their names and chips. While an event is timed each change is an entry of the log. */
export function participantRoutes(app: HubApp, context: RouteContext): void {
  const { db, newId } = context;

  app.route({
    method: 'GET',
    url: `${partnerPath}/events/:event_id/participants`,
    config: { access: ['read:participants'] },
    schema: {
      operationId: 'listParticipants',
      summary: 'Participants of an event',
      tags: ['participants'],
      params: eventParams,
      querystring: z.strictObject({
        ...pageQuery,
        race_id: z.uuid().optional(),
        bib: z.string().min(1).max(32).optional(),
        q: z.string().min(1).max(100).optional().meta({ description: 'Anywhere in the name' }),
      }),
      response: { 200: pageOf(participantSchema) },
    },
    handler: async ({ params, query: { limit, race_id: raceId = null, bib = null, q: text = null, cursor } }) => {
      const { partner_id: partnerId, event_id: eventId } = params;
      const list = `participants/${eventId}/${raceId}/${bib}/${text}`;
      const afterId = cursorPosition(list, cursor)?.map(String)[0] ?? null;
      return db.withTenant(partnerId, async (tx) => {
        const chips = await chipsNow(tx, await currentSetup(tx, eventId));
        const rows = await pageOfParticipants(tx, { eventId, raceId, bib, text, afterId, limit: limit + 1 });
        const item = (row: NamedParticipant) => participantBody(row, personOf(row, row.id), { eventId, chips: chipsOf(chips, row.bib) });
        return pageFrom(rows, { list, limit, item, position: (row) => [row.id] });
      });
    },
  });

  app.route({
    method: 'POST',
    url: `${partnerPath}/events/:event_id/participants`,
    config: { access: ['write:participants'] },
    schema: {
      operationId: 'createParticipant',
      summary: 'Add a participant',
      tags: ['participants'],
      params: eventParams,
      querystring: noQuery,
      body: newParticipantBody,
      response: { 201: participantSchema },
    },
    handler: async ({ params, body: { participant_id: id = newId(), ...body } }, reply) => {
      const { partner_id: partnerId, event_id: eventId } = params;
      const { race_id: raceId, wave_id: waveId, bib } = body;
      const nobody = { id, raceId, waveId, bib, sex: null, raceAge: null, customDivisions: [], teamId: null, hidden: false };
      const answer = await change({ partnerId, eventId, before: nobody, body, isNew: true });
      return reply.code(201).header('location', `/api/v1/partners/${partnerId}/participants/${id}`).send(answer);
    },
  });

  app.route({
    method: 'GET',
    url: `${partnerPath}/participants/:participant_id`,
    config: { access: ['read:participants'] },
    schema: {
      operationId: 'getParticipant',
      summary: 'One participant',
      tags: ['participants'],
      params: participantParams,
      querystring: noQuery,
      response: { 200: participantSchema },
    },
    handler: async ({ params }) =>
      db.withTenant(params.partner_id, async (tx) => {
        const found = await findNamedParticipant(tx, params.participant_id);
        if (!found) throw notFound('participant');
        const chips = await chipsNow(tx, await currentSetup(tx, found.eventId));
        return participantBody(found, personOf(found, found.id), { eventId: found.eventId, chips: chipsOf(chips, found.bib) });
      }),
  });

  app.route({
    method: 'PATCH',
    url: `${partnerPath}/participants/:participant_id`,
    config: { access: ['write:participants'] },
    schema: {
      operationId: 'changeParticipant',
      summary: 'Change a participant',
      tags: ['participants'],
      params: participantParams,
      querystring: noQuery,
      body: participantPatch,
      response: { 200: participantSchema },
    },
    handler: async ({ params, body }) => {
      const before = await find(params);
      return change({ partnerId: params.partner_id, eventId: before.eventId, before, body, isNew: false });
    },
  });

  app.route({
    method: 'DELETE',
    url: `${partnerPath}/participants/:participant_id`,
    config: { access: ['write:participants'] },
    schema: {
      operationId: 'deleteParticipant',
      summary: 'Take a participant out; reads of the chips stay in the log',
      tags: ['participants'],
      params: participantParams,
      querystring: noQuery,
      response: { 204: z.null() },
    },
    handler: async ({ params }, reply) => {
      const { eventId, id } = await find(params);
      await changeParticipants(context, {
        partnerId: params.partner_id,
        eventId,
        importId: null,
        plan: async ({ setup }) =>
          setup.participants.filter((one) => one.id === id).map((participant) => ({ participant, removed: true, chips: [] })),
      });
      return reply.code(204).send(null);
    },
  });

  async function find(params: { partner_id: string; participant_id: string }): Promise<NamedParticipant> {
    const found = await db.withTenant(params.partner_id, (tx) => findNamedParticipant(tx, params.participant_id));
    if (!found) throw notFound('participant');
    return found;
  }

  async function change({ partnerId, eventId, before, body, isNew }: OneChange) {
    let answer: z.infer<typeof participantSchema> | undefined;
    await changeParticipants(context, {
      partnerId,
      eventId,
      importId: null,
      plan: async ({ setup, named }) => {
        const now = named.find(({ id }) => id === before.id);
        if (isNew && now) throw new Problem('conflict', { detail: 'there is a participant with this id already' });
        if (!isNew && !now) throw notFound('participant');
        const participant = changedParticipant(setup, now ?? before, body);
        const personBefore = personOf(now, participant.id);
        const person = changedPerson(personBefore, body);
        const chips = chipWords(setup.chips, participant.bib, body.chips);
        answer = participantBody(participant, person ?? personBefore, {
          eventId,
          chips: chipsOf(withChips(setup.chips, chips), participant.bib),
        });
        return [{ participant, removed: false, chips, ...(person ? { person } : {}) }];
      },
    });
    return answer!;
  }
}

type OneChange = {
  partnerId: string;
  eventId: string;
  before: Parameters<typeof changedParticipant>[1];
  body: ParticipantFields;
  isNew: boolean;
};
