import { z } from 'zod';
import type { HubApp } from '../../http/hub-app.ts';
import { notFound, Problem } from '../../http/problem.ts';
import { eventOfImport, insertParticipantImport, takeParticipantImport } from '../../store/participant-imports.ts';
import { erasePerson } from '../../store/persons.ts';
import { noQuery, partnerParams, partnerPath } from '../common-schemas.ts';
import type { RouteContext } from '../route-context.ts';
import { changeParticipants } from './change-participants.ts';
import { importFields, mapColumns, mappingSchema } from './csv-columns.ts';
import type { EventRoster } from './event-roster.ts';
import { lockRoster } from './event-roster.ts';
import { type ImportPlan, planImport, planUndo } from './plan-import.ts';
import { type CsvTable, CsvUnreadableError, readCsv } from './read-csv.ts';
import { type RowError, readStartList } from './read-start-list.ts';

const importBody = z.strictObject({
  event_id: z.uuid(),
  csv: z
    .string()
    .max(32_000_000)
    .meta({ description: 'The file’s text; comma, semicolon or tab', example: 'Bib;First name;Last name;Sex\n007;Ada;Example;F\n' }),
  dry_run: z.boolean().default(true).meta({ description: 'Only say what it would do' }),
  mapping: mappingSchema.default({}).meta({ description: 'Field to column heading, for headings that do not speak for themselves' }),
  race_id: z.uuid().nullable().default(null).meta({ description: 'For rows without a race' }),
  date_order: z.enum(['iso', 'dmy', 'mdy']).default('iso'),
  skip_wrong_rows: z.boolean().default(false).meta({ description: 'Take the rows that are right, instead of none' }),
});

const rowErrorSchema = z.object({ row: z.int(), field: z.enum(importFields).nullable(), message: z.string() });

const importAnswer = z
  .object({
    import_id: z.uuid().nullable().meta({ description: 'To take it back with; null when nothing was written' }),
    dry_run: z.boolean(),
    rows: z.int(),
    create: z.int(),
    update: z.int(),
    unchanged: z.int(),
    errors: z.array(rowErrorSchema),
    mapping: mappingSchema,
    unmapped_columns: z.array(z.string()),
  })
  .meta({ id: 'ParticipantImport' });

export function participantImportRoutes(app: HubApp, context: RouteContext): void {
  const { db, newId } = context;

  app.route({
    method: 'POST',
    url: `${partnerPath}/participants/import`,
    bodyLimit: 40_000_000,
    config: { access: ['write:participants'] },
    schema: {
      operationId: 'importParticipants',
      summary: 'Read a start list: a dry run first, then for good under an import_id that undoes it',
      tags: ['participants'],
      params: partnerParams,
      querystring: noQuery,
      body: importBody,
      response: { 200: importAnswer },
    },
    handler: async ({ params: { partner_id: partnerId }, body }) => {
      const table = tableOf(body.csv);
      const { mapping, unmapped, missing } = mapColumns(table.columns, body.mapping);
      if (missing.length > 0) throw new Problem('bad-request', { detail: `the file has no column called ${missing.join(', ')}` });
      const read = (roster: EventRoster) => {
        const { setup } = roster;
        const list = readStartList(table, { setup, mapping, defaultRaceId: body.race_id, dateOrder: body.date_order });
        return { errors: list.errors, plan: planImport(roster, list.rows, newId) };
      };
      const answer = ({ plan, errors }: { plan: ImportPlan; errors: RowError[] }, importId: string | null) => {
        const { create, update, unchanged } = plan;
        const counts = { rows: table.rows.length, create, update, unchanged };
        return { import_id: importId, dry_run: body.dry_run, ...counts, errors, mapping, unmapped_columns: unmapped };
      };

      if (body.dry_run) return answer(await db.withTenant(partnerId, async (tx) => read(await lockRoster(tx, body.event_id))), null);
      const importId = newId();
      let done: ReturnType<typeof read> | undefined;
      await changeParticipants(context, {
        partnerId,
        eventId: body.event_id,
        importId,
        plan: async (roster, tx) => {
          done = read(roster);
          if (done.errors.length > 0 && !body.skip_wrong_rows) throw wrongRows(done.errors);
          await insertParticipantImport(tx, { importId, eventId: body.event_id, rows: done.plan.rows });
          return done.plan.changes;
        },
      });
      return answer(done!, importId);
    },
  });

  app.route({
    method: 'POST',
    url: `${partnerPath}/participants/import/:import_id/undo`,
    config: { access: ['write:participants'] },
    schema: {
      operationId: 'undoParticipantImport',
      summary: 'Take an import back; what was changed since is left alone',
      tags: ['participants'],
      params: partnerParams.extend({ import_id: z.uuid() }),
      querystring: noQuery,
      response: { 200: z.object({ import_id: z.uuid(), undone: z.int(), kept: z.int() }) },
    },
    handler: async ({ params: { partner_id: partnerId, import_id: importId } }) => {
      const eventId = await db.withTenant(partnerId, (tx) => eventOfImport(tx, importId));
      if (!eventId) throw notFound('import that could be undone');
      let answer = { import_id: importId, undone: 0, kept: 0 };
      await changeParticipants(context, {
        partnerId,
        eventId,
        importId,
        plan: async (roster, tx) => {
          const rows = await takeParticipantImport(tx, importId);
          if (!rows) throw notFound('import that could be undone');
          const { changes, made, kept } = planUndo(roster, rows);
          for (const participantId of made) await erasePerson(tx, eventId, participantId);
          answer = { import_id: importId, undone: changes.length, kept };
          return changes;
        },
      });
      return answer;
    },
  });
}

function tableOf(csv: string): CsvTable {
  try {
    return readCsv(csv);
  } catch (error) {
    if (!(error instanceof CsvUnreadableError)) throw error;
    throw new Problem('bad-request', { detail: error.message, errors: [{ path: 'body.csv', message: error.message }] }, { cause: error });
  }
}

function wrongRows(errors: readonly RowError[]): Problem {
  const detail = `${errors.length} wrong in the file, and nothing was written: mend it, or send skip_wrong_rows`;
  const listed = errors
    .slice(0, 1_000)
    .map(({ row, field, message }) => ({ path: `body.csv.row ${row}${field ? `.${field}` : ''}`, message }));
  return new Problem('bad-request', { detail, errors: listed });
}
