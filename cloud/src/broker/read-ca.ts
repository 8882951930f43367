import { readFileSync } from 'node:fs';
import { SettingsError } from '@chute/service';

/** The certificates that `CHUTE_MQTT_CA` names, as PEM. Errors: `SettingsError`. */
export function readCa(file: string | undefined): string | undefined {
  if (file === undefined) return undefined;
  const text = readText(file);
  if (!text.includes('-----BEGIN CERTIFICATE-----')) throw refusal(`${file} holds no certificate (PEM)`);
  return text;
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw refusal(`cannot be read: ${(error as Error).message}`);
  }
}

function refusal(problem: string): SettingsError {
  return new SettingsError([{ variable: 'CHUTE_MQTT_CA', problem }]);
}
