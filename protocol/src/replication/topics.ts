/** `chute/v1/{partner}/{edge}/…`, QoS 1, MQTT 3.1.1. Up is edge to hub. */
export type EdgeTopics = { log: string; feed: string; frontierUp: string; frontierDown: string; status: string; command: string };

export function edgeTopics(partnerId: string, edgeId: string): EdgeTopics {
  const root = `chute/v1/${partnerId}/${edgeId}`;
  return {
    log: `${root}/log`,
    feed: `${root}/feed`,
    frontierUp: `${root}/frontier/up`,
    frontierDown: `${root}/frontier/down`,
    status: `${root}/status`,
    command: `${root}/command`,
  };
}

/** What the hub subscribes to, for every edge of every partner. */
export const hubSubscriptions = ['chute/v1/+/+/log', 'chute/v1/+/+/frontier/up', 'chute/v1/+/+/status'];

/** Who speaks on a topic, or undefined when it is none of ours. */
export function parseTopic(topic: string): { partnerId: string; edgeId: string; channel: keyof EdgeTopics } | undefined {
  const match = /^chute\/v1\/(\d{1,18})\/([0-9a-f-]{36})\/(log|feed|frontier\/up|frontier\/down|status|command)$/.exec(topic);
  if (!match) return undefined;
  const channel =
    ({ 'frontier/up': 'frontierUp', 'frontier/down': 'frontierDown' } as Record<string, keyof EdgeTopics>)[match[3]!] ??
    (match[3] as keyof EdgeTopics);
  return { partnerId: match[1]!, edgeId: match[2]!, channel };
}
