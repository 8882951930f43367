import type { Logger } from '@chute/service';

/** How often each code was told to people. */
export type SpokenLog = Map<string, number>;

/** A log that is listened to: what a program says of a fault is part of how it takes it. */
export function spokenLog(told: SpokenLog, heard: (level: string, code: string, text: string) => void): Logger {
  const at = (level: string) => (facts: Record<string, unknown>, text: string) => {
    const error = facts.err as { code?: string; stack?: string } | undefined;
    const code = String(facts.code ?? error?.code ?? text);
    told.set(code, (told.get(code) ?? 0) + 1);
    heard(level, code, `${text} ${String(facts.error ?? error?.stack ?? '')}`);
  };
  return { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error'), fatal: at('fatal') } as unknown as Logger;
}
