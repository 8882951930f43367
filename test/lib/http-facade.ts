import { createServer } from 'node:http';

export type HttpFacade = { url: string; cut(): void; mend(): void; stop(): Promise<void> };

/** The hub's HTTP as an edge behind the pipe sees it: forwarded as it is, but for the claim, whose answer sends the edge to `mqttUrl`. */
export async function startHttpFacade(options: { hubUrl: string; mqttUrl: string }): Promise<HttpFacade> {
  let open = true;
  const server = createServer(async (request, response) => {
    if (!open) return void request.socket.destroy();
    try {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk as Buffer);
      const headers = Object.entries(request.headers).filter(([name]) => !['host', 'connection', 'content-length'].includes(name));
      const answer = await fetch(new URL(request.url!, options.hubUrl), {
        method: request.method!,
        headers: headers.map(([name, value]) => [name, String(value)] as [string, string]),
        ...(chunks.length > 0 && { body: Buffer.concat(chunks) }),
      });
      const text = await answer.text();
      const claimed = request.url!.endsWith('/edges/claim') && answer.ok;
      response.writeHead(answer.status, { 'content-type': answer.headers.get('content-type') ?? 'application/json' });
      response.end(claimed ? JSON.stringify({ ...JSON.parse(text), mqtt_url: options.mqttUrl }) : text);
    } catch {
      request.socket.destroy();
    }
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return {
    url: `http://127.0.0.1:${(server.address() as { port: number }).port}`,
    cut() {
      open = false;
      server.closeAllConnections();
    },
    mend() {
      open = true;
    },
    async stop() {
      server.closeAllConnections();
      await new Promise<void>((done) => server.close(() => done()));
    },
  };
}
