import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';
import { afterEach, expect, test } from 'vitest';

const children: ChildProcess[] = [];
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
});

test('a program says where it listens, and one SIGTERM stops it cleanly', async () => {
  const program = sampleProgram('well');
  const ready = JSON.parse(await program.firstLine());
  expect(ready).toEqual({ ready: true, addresses: { tcp: expect.stringMatching(/^127\.0\.0\.1:\d+$/) } });
  program.child.kill('SIGTERM');
  expect(await program.exitCode()).toBe(0);
});

test('a stop asked for twice is one stop', async () => {
  const program = sampleProgram('well');
  await program.firstLine();
  program.child.kill('SIGINT');
  program.child.kill('SIGINT');
  program.child.kill('SIGTERM');
  expect(await program.exitCode()).toBe(0);
  expect(program.log().filter((line) => line.msg === 'the stop runs')).toHaveLength(1);
});

test('a stop that hangs is cut off, and the exit code says so', async () => {
  const program = sampleProgram('hangs');
  await program.firstLine();
  program.child.kill('SIGTERM');
  expect(await program.exitCode()).toBe(1);
  expect(program.log()).toContainEqual(expect.objectContaining({ msg: 'did not stop in time' }));
});

test('an error that nobody caught is in the log before the program ends', async () => {
  const program = sampleProgram('throws-later');
  expect(await program.exitCode()).toBe(1);
  // Not at its end: a line that was under way may land after the last one.
  const err = expect.objectContaining({ message: 'nobody caught this' });
  expect(program.log()).toContainEqual(expect.objectContaining({ msg: 'ended by an error that nobody caught', err }));
});

test('a taken port ends the program with one sentence that names the port and the variable to set', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  const { port } = other.address() as { port: number };
  const program = sampleProgram('well', port);
  expect(await program.exitCode()).toBe(1);
  other.close();
  expect(program.errors()).toBe(
    `port ${port} is taken by another program, and the sample needs one: stop that program, or set CHUTE_SAMPLE_PORT to another port (0 = any free one).\n`,
  );
});

test('a child stops when whoever started it is gone', async () => {
  const program = sampleProgram('child');
  await program.firstLine();
  program.child.stdin?.destroy();
  expect(await program.exitCode()).toBe(0);
});

function sampleProgram(mode: string, port = 0) {
  const file = fileURLToPath(new URL('./testing/sample-program.ts', import.meta.url));
  const child = spawn(process.execPath, [file, mode, String(port)], { stdio: 'pipe' });
  children.push(child);
  let out = '';
  let errors = '';
  child.stdout.on('data', (chunk) => {
    out += chunk;
  });
  child.stderr.on('data', (chunk) => {
    errors += chunk;
  });
  const closed = once(child, 'close');
  return {
    child,
    firstLine: async () => {
      while (!out.includes('\n')) await once(child.stdout, 'data');
      return out.slice(0, out.indexOf('\n'));
    },
    exitCode: async () => (await closed)[0] as number,
    errors: () => errors,
    log: () =>
      errors
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line)),
  };
}
