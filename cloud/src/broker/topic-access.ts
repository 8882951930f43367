import { edgeTopics } from '@chute/protocol';
import type { EdgeName } from './broker.ts';

/** What an edge may do with a topic: exactly its own six, word for word, so no wildcard and no `$share` ever matches. */
export function mayPublish({ partnerId, edgeId }: EdgeName, { topic, retain }: { topic: string; retain: boolean }): boolean {
  const { log, frontierUp, status } = edgeTopics(partnerId, edgeId);
  if (topic === status) return true;
  return !retain && (topic === log || topic === frontierUp);
}

export function maySubscribe({ partnerId, edgeId }: EdgeName, topic: string): boolean {
  const { feed, frontierDown, command } = edgeTopics(partnerId, edgeId);
  return topic === feed || topic === frontierDown || topic === command;
}
