import { createLogger, listenOrExplain, runService } from '@chute/service';
import type { Command } from 'commander';
import { type ProxyStep, readProxyPlan } from '../proxy/plan-file.ts';
import { TcpProxy } from '../proxy/tcp-proxy.ts';
import type { Settings } from '../settings.ts';
import { readAddress } from './box-option.ts';

type ProxyOptions = { listen: string; to: string; plan?: string; seed: string };

export function addProxyCommand(program: Command, settings: Settings): void {
  program
    .command('proxy')
    .description('be the bad network between any two parts that speak TCP')
    .requiredOption('--listen <host:port>', 'where whoever dials connects')
    .requiredOption('--to <host:port>', 'whom to pass it on to')
    .option('--plan <file>', 'the weather: a JSON list like [{"afterMs":5000,"up":{"silent":true}},{"afterMs":9000,"cut":true}]')
    .option('--seed <text>', 'the same seed damages the same bytes', '1')
    .action((options: ProxyOptions) => runProxy(options, settings));
}

async function runProxy({ listen, to, plan, seed }: ProxyOptions, settings: Settings): Promise<void> {
  const steps = plan === undefined ? [] : readProxyPlan(plan);
  const here = readAddress(listen);
  await runService({
    logger: createLogger('chute-sim', { level: settings.logLevel }),
    stopWithParent: settings.stopWithParent,
    start: async () => {
      const named = { port: here.port, host: here.host, variable: '--listen', what: 'the proxy' };
      const proxy = await listenOrExplain(named, () => TcpProxy.listen({ at: here, to: readAddress(to), seed }));
      const timers = steps.map((step) => setTimeout(() => take(proxy, step), step.afterMs));
      const { host, port } = proxy.address;
      return {
        addresses: { proxy: `${host.includes(':') ? `[${host}]` : host}:${port}` },
        stop: async () => {
          timers.forEach(clearTimeout);
          await proxy.stop();
        },
      };
    },
  });
}

/** The weather first: who dials again after a cut meets the new one. */
function take(proxy: TcpProxy, { afterMs, cut, ...change }: ProxyStep): void {
  proxy.change(change);
  if (cut) proxy.cut();
  process.stdout.write(`${JSON.stringify({ afterMs, weather: proxy.weather, ...proxy.counts() })}\n`);
}
