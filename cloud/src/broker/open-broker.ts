import type { Logger } from '@chute/service';
import type { Database } from '../store/db.ts';
import type { Broker, BrokerEars } from './broker.ts';
import { startEmbeddedBroker } from './embedded-broker.ts';
import { startExternalBroker } from './external-broker.ts';

export type BrokerSettings = {
  host: string;
  mqttPort: number;
  mqttUrl: string | undefined;
  mqttCa?: string | undefined;
  mqttShare: string | undefined;
  log: Logger;
};

/** The broker that the settings name: one elsewhere, or our own. */
export async function openBroker(settings: BrokerSettings, { db, ears }: { db: Database; ears: BrokerEars }): Promise<Broker> {
  const { host, mqttPort: port, mqttUrl: url, mqttCa: ca, mqttShare: share, log } = settings;
  return url ? startExternalBroker({ url, ca, share, log, ears }) : startEmbeddedBroker({ db, log, ears, host, port });
}
