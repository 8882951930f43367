import { accessSync, constants, existsSync, mkdirSync } from 'node:fs';
import { freeBytes, lowSpaceBytes } from '../disk-space.ts';
import { readJournal } from '../journal/read-journal.ts';
import { readCredentials } from '../link/hub-credentials.ts';
import type { EdgeSettings } from '../settings.ts';

type Finding = { look_at: string; ok: boolean; found: string };

/** Looks, and changes nothing but to make the data folder. Exit code 1 when something is wrong. */
export async function doctor(settings: EdgeSettings): Promise<{ ok: boolean; findings: Finding[] }> {
  const findings = [folder(settings), space(settings), journal(settings), hub(settings), ...serialLines(settings)];
  const ok = findings.every((finding) => finding.ok);
  if (!ok) process.exitCode = 1;
  return { ok, findings };
}

function folder({ dataFolder }: EdgeSettings): Finding {
  return look('data folder', () => {
    mkdirSync(dataFolder, { recursive: true, mode: 0o700 });
    accessSync(dataFolder, constants.R_OK | constants.W_OK);
    return `${dataFolder} can be written`;
  });
}

function space({ dataFolder }: EdgeSettings): Finding {
  return look('space', () => {
    const free = freeBytes(dataFolder);
    if (free < lowSpaceBytes) throw new Error(`${Math.round(free / 1e6)} MB free: make room before the race`);
    return `${Math.round(free / 1e6)} MB free`;
  });
}

function journal({ dataFolder }: EdgeSettings): Finding {
  return look('journal', () => {
    if (!existsSync(`${dataFolder}/journal.sqlite`)) return 'none yet: the first start makes it';
    const { integrity, count } = readJournal(dataFolder, (found) => ({ integrity: found.integrity(), count: found.count }));
    if (integrity !== 'ok') throw new Error(integrity);
    return `whole, ${count} entries`;
  });
}

function hub({ dataFolder }: EdgeSettings): Finding {
  return look('hub', () => {
    const credentials = readCredentials(dataFolder);
    return credentials ? `joined to ${credentials.hub_url}` : 'none: this edge works by itself';
  });
}

function serialLines({ decoders }: EdgeSettings): Finding[] {
  return decoders.flatMap((decoder) =>
    decoder.transport === 'serial'
      ? [
          look(`serial line ${decoder.path}`, () => {
            accessSync(decoder.path, constants.R_OK | constants.W_OK);
            return 'can be opened by this user';
          }),
        ]
      : [],
  );
}

function look(lookAt: string, check: () => string): Finding {
  try {
    return { look_at: lookAt, ok: true, found: check() };
  } catch (error) {
    return { look_at: lookAt, ok: false, found: (error as Error).message };
  }
}
