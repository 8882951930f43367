import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';

const mainFile = fileURLToPath(new URL('../main.ts', import.meta.url));

/** A real `chute-edge` in a process of its own, up and ready; killed after the test. */
export async function anEdgeProcess(
  env: Record<string, string>,
): Promise<{ child: ChildProcess; addresses: Record<string, string>; kill: () => Promise<void> }> {
  const ports = { CHUTE_EDGE_PORT: '0', CHUTE_CHRONOTRACK_PORT: '0', CHUTE_LOG_LEVEL: 'silent', CHUTE_BALLAST_MB: '0' };
  const child = spawn(process.execPath, [mainFile], { env: { ...process.env, ...ports, ...env }, stdio: ['ignore', 'pipe', 'inherit'] });
  const exited = once(child, 'exit');
  const kill = async () => {
    child.kill('SIGKILL');
    await exited;
  };
  onTestFinished(kill);
  const [line] = await once(createInterface(child.stdout!), 'line');
  return { child, addresses: JSON.parse(line as string).addresses, kill };
}
