import { expect, test } from 'vitest';
import { readSources } from './read-sources.ts';

test('addresses are read one a line, each once, in their order', () => {
  expect(readSources(' http://192.0.2.7:8080 \r\n\nhttps://hub.example\nhttp://192.0.2.7:8080')).toEqual({
    sources: ['http://192.0.2.7:8080', 'https://hub.example'],
  });
  expect(readSources(' \n')).toEqual({ sources: [] });
});

test.each(['192.0.2.7:8080', 'hub', 'ftp://hub.example', 'javascript:alert(1)'])(
  '%s is named by its line as no address of a server',
  (line) => {
    expect(readSources(`https://hub.example\n${line}`)).toEqual({
      wrong: expect.stringMatching(/^Line 2 is no address of a server: .*http:/),
    });
  },
);

test('more addresses than a display takes are counted', () => {
  const nine = Array.from({ length: 9 }, (_, at) => `http://192.0.2.${at}`).join('\n');
  expect(readSources(nine)).toEqual({ wrong: 'That is 9 addresses: a display takes at most 8.' });
});
