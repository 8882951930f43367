import { z } from 'zod';
import { type Answered, type Channel, channels } from './channels.ts';
import type { ElectronApi, IpcEvent } from './electron-api.ts';
import { setupUrl } from './page-urls.ts';

export type ChannelAnswers = { [C in Channel]: (asked: z.output<(typeof channels)[C]['asked']>) => Answered<C> | Promise<Answered<C>> };

/** A page asked for what it may not have, or in words that are not those of the channel. */
export class ChannelError extends Error {
  override name = 'ChannelError';
  readonly code: 'not-allowed' | 'bad-request';

  constructor(at: { code: ChannelError['code']; channel: Channel; problem: string }) {
    super(`${at.channel}: ${at.problem}`);
    this.code = at.code;
  }
}

/** Answers the setup page on every channel, and nobody else. */
export function answerChannels(ipcMain: ElectronApi['ipcMain'], answers: ChannelAnswers): void {
  for (const channel of Object.keys(channels) as Channel[]) {
    const { asked: askedSchema, answered: answeredSchema } = channels[channel];
    ipcMain.handle(channel, async (event, asked) => {
      if (!isSetupPage(event)) throw new ChannelError({ code: 'not-allowed', channel, problem: 'only the setup page may ask' });
      const checked = askedSchema.safeParse(asked);
      if (!checked.success) throw new ChannelError({ code: 'bad-request', channel, problem: z.prettifyError(checked.error) });
      return answeredSchema.parse(await (answers[channel] as (asked: unknown) => unknown)(checked.data));
    });
  }
}

function isSetupPage({ senderFrame }: IpcEvent): boolean {
  return senderFrame !== null && senderFrame.url.split(/[?#]/)[0] === setupUrl;
}
