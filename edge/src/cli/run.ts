import { boardFolder } from '@chute/board';
import { createLogger, newId, type Running, raceClock, runService, SettingsError } from '@chute/service';
import type { Ballast } from '../ballast.ts';
import { createEdge } from '../edge.ts';
import { systemTime } from '../edge-time.ts';
import { JournalDoubtError } from '../journal/journal-doubt-error.ts';
import type { JournalChannel } from '../journal/worker-channel.ts';
import { CredentialsError } from '../link/hub-credentials.ts';
import { lateTransport } from '../link/late-transport.ts';
import { startSalvage } from '../salvage.ts';
import type { EdgeSettings } from '../settings.ts';

/** All of an edge but its journal's thread, which is at work already. */
export async function run(settings: EdgeSettings, { ballast, journal }: { ballast: Ballast; journal: JournalChannel }): Promise<void> {
  const logger = createLogger('chute-edge', { level: settings.logLevel });
  const rim = {
    settings,
    log: logger,
    time: systemTime(raceClock(settings.clock)),
    random: Math.random,
    newId,
    fetch,
    boardFolder,
    transport: lateTransport(async () => (await import('../link/mqtt-transport.ts')).mqttTransport),
    ballast,
    connectJournal: () => journal,
    fatal: (error: Error) => {
      logger.fatal({ err: error }, 'the journal thread is gone: this process ends, and its supervisor starts another');
      process.exit(70);
    },
  };
  const startOrSalvage = async (): Promise<Running> => {
    try {
      const edge = await createEdge(rim);
      if (!settings.mdns) return edge;
      const [{ Bonjour }, { sayOnLan }] = await Promise.all([import('bonjour-service'), import('../lan-name.ts')]);
      const unheard = (error: Error) => logger.warn({ err: error }, 'this edge cannot say on the network that it is here');
      return sayOnLan(edge, { mdns: () => new Bonjour(undefined, unheard), name: settings.name, log: logger });
    } catch (error) {
      const isMendable = error instanceof CredentialsError || (error instanceof JournalDoubtError && error.code === 'in-use');
      if (isMendable)
        throw new SettingsError([
          { variable: 'CHUTE_DATA_DIR', problem: error instanceof JournalDoubtError ? error.found : error.message },
        ]);
      if (error instanceof JournalDoubtError) return startSalvage(error, { settings, log: logger });
      throw error;
    }
  };
  await runService({ logger, start: startOrSalvage, stopWithParent: settings.stopWithParent });
}
