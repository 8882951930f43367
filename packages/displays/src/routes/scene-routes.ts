import { z } from 'zod';
import { imageBytesMax } from '../images.ts';
import type { ImageRecord } from '../records.ts';
import { imageAnswer, imageBody, sceneBody, sceneVersionAnswer, sceneVersionBody } from './bodies.ts';
import { type DeskRoute, type DeskRouteAnswer, route } from './desk-route.ts';
import { eventParams, imageParams, sceneParams } from './params.ts';

const putSceneBody = z.strictObject({
  base_version: z.int().nonnegative().meta({ description: 'The version that was changed; 0 for a new scene' }),
  scene: z.record(z.string(), z.unknown()),
});

/** Which picture it is, is told by its bytes. */
const bytesBody = z.instanceof(Uint8Array);

export const sceneRoutes: readonly DeskRoute[] = [
  route({
    ...{ operationId: 'listScenes', summary: 'The scenes that were made for an event' },
    ...{ method: 'GET', of: 'event', path: '/scenes', access: 'look', params: eventParams },
    answers: { 200: z.object({ items: z.array(sceneVersionBody) }) },
    handle: async ({ desk, params }) => ({
      status: 200,
      body: { items: (await desk.scenes.list(params.event_id)).map(sceneVersionAnswer) },
    }),
  }),
  route({
    ...{ operationId: 'getScene', summary: 'One scene, as it is or as it was' },
    ...{ method: 'GET', of: 'event', path: '/scenes/:scene_id', access: 'look', params: sceneParams },
    query: z.strictObject({ version: z.coerce.number().int().min(1).optional() }),
    answers: { 200: sceneBody },
    handle: async ({ desk, params, query }) => {
      const scene = await desk.scenes.get({ eventId: params.event_id, sceneId: params.scene_id, version: query.version });
      return { status: 200, body: { ...sceneVersionAnswer(scene), scene: scene.scene } };
    },
  }),
  route({
    ...{ operationId: 'listSceneVersions', summary: 'What was saved of a scene, newest first' },
    ...{ method: 'GET', of: 'event', path: '/scenes/:scene_id/versions', access: 'look', params: sceneParams },
    answers: { 200: z.object({ items: z.array(sceneVersionBody) }) },
    handle: async ({ desk, params }) => ({
      status: 200,
      body: { items: (await desk.scenes.versions(params.event_id, params.scene_id)).map(sceneVersionAnswer) },
    }),
  }),
  route({
    ...{ operationId: 'putScene', summary: 'Save a scene; 409 with both when somebody else saved one meanwhile' },
    ...{ method: 'PUT', of: 'event', path: '/scenes/:scene_id', access: 'steer', params: sceneParams, body: putSceneBody },
    answers: { 200: sceneBody },
    bodyBytesMax: 1024 * 1024,
    handle: async ({ desk, params, body }) => {
      const at = { eventId: params.event_id, sceneId: params.scene_id, baseVersion: body.base_version, scene: body.scene };
      const scene = await desk.scenes.put(at);
      return { status: 200, body: { ...sceneVersionAnswer(scene), scene: scene.scene } };
    },
  }),
  route({
    ...{ operationId: 'deleteScene', summary: 'Remove a scene and its versions' },
    ...{ method: 'DELETE', of: 'event', path: '/scenes/:scene_id', access: 'steer', params: sceneParams },
    answers: { 204: z.null() },
    handle: async ({ desk, params }) => {
      await desk.scenes.remove(params.event_id, params.scene_id);
      return { status: 204, body: null };
    },
  }),
  route({
    ...{ operationId: 'listImages', summary: 'Pictures for the scenes of an event' },
    ...{ method: 'GET', of: 'event', path: '/images', access: 'look', params: eventParams },
    answers: { 200: z.object({ items: z.array(imageBody) }) },
    handle: async ({ desk, params }) => ({ status: 200, body: { items: (await desk.images.list(params.event_id)).map(imageAnswer) } }),
  }),
  route({
    ...{ operationId: 'addImage', summary: 'Add a PNG, JPEG or WebP: the body is the file' },
    ...{ method: 'POST', of: 'event', path: '/images', access: 'steer', params: eventParams },
    body: bytesBody,
    mediaTypes: ['image/png', 'image/jpeg', 'image/webp'],
    bodyBytesMax: imageBytesMax,
    answers: { 201: imageBody },
    handle: async ({ desk, params, body }) => ({ status: 201, body: imageAnswer(await desk.images.add(params.event_id, body)) }),
  }),
  route({
    ...{ operationId: 'getImage', summary: 'The picture itself' },
    ...{ method: 'GET', of: 'event', path: '/images/:sha256', access: 'look', params: imageParams },
    answers: { 200: null },
    handle: async ({ desk, params }) => pictureAnswer(await desk.images.get(params.event_id, params.sha256)),
  }),
  route({
    ...{ operationId: 'deleteImage', summary: 'Remove a picture' },
    ...{ method: 'DELETE', of: 'event', path: '/images/:sha256', access: 'steer', params: imageParams },
    answers: { 204: z.null() },
    handle: async ({ desk, params }) => {
      await desk.images.remove(params.event_id, params.sha256);
      return { status: 204, body: null };
    },
  }),
];

/** Named by its own hash, so it never changes; shown as what its bytes say, and as nothing else. */
export function pictureAnswer({ record, bytes }: { record: ImageRecord; bytes: Uint8Array }): DeskRouteAnswer {
  return {
    status: 200,
    body: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength),
    headers: {
      'content-type': record.mediaType,
      'cache-control': 'private, max-age=31536000, immutable',
      'content-security-policy': "default-src 'none'",
      'x-content-type-options': 'nosniff',
    },
  };
}
