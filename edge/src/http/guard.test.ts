import { expect, test } from 'vitest';
import { type Caller, mayChange } from './guard.ts';

const key = 'the-console-key';
const local: Caller = { peer: '127.0.0.1', host: '127.0.0.1:8080', origin: undefined, key: undefined };

test.each([
  ['a program on this machine', local],
  ['a program on this machine, over IPv6', { ...local, peer: '::1', host: '[::1]:8080' }],
  ['the page that this edge itself serves', { ...local, host: 'localhost:8080', origin: 'http://localhost:8080' }],
  ['another machine with the key', { peer: '192.0.2.7', host: 'edge.example:8080', origin: 'http://desk.example', key }],
] as [string, Caller][])('%s may change things', (_, caller) => {
  expect(mayChange(caller, key)).toBe(true);
});

test.each([
  ['another machine', { ...local, peer: '192.0.2.7' }],
  ['another machine with a wrong key', { ...local, peer: '192.0.2.7', key: 'the-console-kez' }],
  ['this machine with a wrong key', { ...local, key: 'guess' }],
  ['a page from elsewhere in a browser on this machine', { ...local, origin: 'https://elsewhere.example' }],
  ['a page without an origin of its own', { ...local, origin: 'null' }],
  ['a name from elsewhere that was bent to point here', { ...local, host: 'bent.example:8080' }],
  ['nobody in particular', { peer: undefined, host: undefined, origin: undefined, key: undefined }],
] as [string, Caller][])('%s may not change anything', (_, caller) => {
  expect(mayChange(caller, key)).toBe(false);
});
