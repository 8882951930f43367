import type { HubPipe, HubTransport } from './hub-transport.ts';

/** A transport that is loaded when there is a hub to speak to, so that no decoder waits for it. What is handed over before that is dropped, as by any pipe that is not open yet. */
export function lateTransport(load: () => Promise<HubTransport>): HubTransport {
  return (settings, on) => {
    let pipe: HubPipe | undefined;
    let isClosed = false;
    void load().then((transport) => {
      if (!isClosed) pipe = transport(settings, on);
    });
    return {
      publish: (topic, payload, options) => pipe?.publish(topic, payload, options),
      close: async () => {
        isClosed = true;
        await pipe?.close();
      },
    };
  };
}
