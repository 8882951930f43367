import type { DisplaySettings } from '@chute/protocol';
import type { Answer, DeskApi } from '../desk-api.ts';

type DisplayBody = { display_id: string; is_default: boolean; settings: { name: string } };
export type ListedDisplay = { displayId: string; name: string; isDefault: boolean };

export async function listDisplays(api: DeskApi): Promise<Answer<ListedDisplay[]>> {
  const answer = await api.ask<{ items: DisplayBody[] }>('/displays');
  if (!answer.ok) return answer;
  const list = answer.value.items.map(({ display_id: displayId, is_default: isDefault, settings: { name } }) => ({
    displayId,
    name,
    isDefault,
  }));
  return { ok: true, value: list };
}

export async function createDisplay(api: DeskApi, name: string): Promise<Answer<string>> {
  const answer = await api.ask<DisplayBody>('/displays', { method: 'POST', body: { name } });
  return answer.ok ? { ok: true, value: answer.value.display_id } : answer;
}

export function changeDisplay(
  api: DeskApi,
  displayId: string,
  { raceIds, sceneIds, queue, ...settings }: DisplaySettings,
): Promise<Answer<unknown>> {
  const { showMs, shortestMs, ...waiting } = queue;
  const body = { ...settings, race_ids: raceIds, scene_ids: sceneIds, queue: { ...waiting, show_ms: showMs, shortest_ms: shortestMs } };
  return api.ask(`/displays/${displayId}`, { method: 'PATCH', body });
}

export function deleteDisplay(api: DeskApi, displayId: string): Promise<Answer<null>> {
  return api.ask(`/displays/${displayId}`, { method: 'DELETE' });
}

export type Scope = 'look' | 'steer';
export type Share = { shareId: string; scope: Scope; createdAt: string; expiresAt: string | null; isRevoked: boolean };
type ShareBody = { share_id: string; scope: Scope; created_at: string; expires_at: string | null; revoked_at: string | null };

export async function listShares(api: DeskApi, displayId: string): Promise<Answer<Share[]>> {
  const answer = await api.ask<{ items: ShareBody[] }>(`/displays/${displayId}/shares`);
  if (!answer.ok) return answer;
  const shares = answer.value.items.map(
    ({ share_id: shareId, scope, created_at: createdAt, expires_at: expiresAt, revoked_at }): Share => ({
      shareId,
      scope,
      createdAt,
      expiresAt,
      isRevoked: revoked_at !== null,
    }),
  );
  return { ok: true, value: shares };
}

export type NewShare = { scope: Scope; lifetimeMs: number | null };

/** The path of the address, which is said once. */
export async function createShare(api: DeskApi, displayId: string, { scope, lifetimeMs }: NewShare): Promise<Answer<string>> {
  const body = { scope, lifetime_ms: lifetimeMs };
  const answer = await api.ask<{ path: string }>(`/displays/${displayId}/shares`, { method: 'POST', body });
  return answer.ok ? { ok: true, value: answer.value.path } : answer;
}

export function revokeShare(api: DeskApi, displayId: string, shareId: string): Promise<Answer<null>> {
  return api.ask(`/displays/${displayId}/shares/${shareId}`, { method: 'DELETE' });
}

export function pairScreen(
  api: DeskApi,
  displayId: string,
  { letters, scope, lifetimeMs }: NewShare & { letters: string },
): Promise<Answer<unknown>> {
  return api.ask(`/displays/${displayId}/pair`, { method: 'POST', body: { letters, scope, lifetime_ms: lifetimeMs } });
}
