import { edgeTopics, hubSubscriptions } from '@chute/protocol';

/**
 * The access rules of an outside Mosquitto (its `acl_file`): the hub's user has everything below `chute/v1`, and every other user, whose name is
 * `<partnerId>/<edgeId>`, exactly the six topics of that edge. Mosquitto puts the user's name for `%u`; the name is proved by the password.
 */
export function mosquittoRules(hubUser: string): string {
  const [partnerId, edgeId] = ['<partner>', '<edge>'];
  const { log, frontierUp, status, feed, frontierDown, command } = edgeTopics(partnerId, edgeId);
  const root = hubSubscriptions[0]!.split('/').slice(0, 2).join('/');
  const rule = (way: 'read' | 'write') => (topic: string) => `pattern ${way} ${topic.replace(`${partnerId}/${edgeId}`, '%u')}`;
  return [
    `user ${hubUser}`,
    `topic readwrite ${root}/#`,
    '',
    ...[log, frontierUp, status].map(rule('write')),
    ...[feed, frontierDown, command].map(rule('read')),
    '',
  ].join('\n');
}
