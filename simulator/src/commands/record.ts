import { createWriteStream, type WriteStream } from 'node:fs';
import { connect, createServer, type Socket } from 'node:net';
import { type CaptureChunk, printCaptureChunk } from '@chute/protocol';
import { createLogger, listenOrExplain, type Running, runService } from '@chute/service';
import type { Command } from 'commander';
import { SerialPort } from 'serialport';
import { ipicoBaudRate } from '../player/play-race.ts';
import type { Settings } from '../settings.ts';
import { readAddress } from './box-option.ts';
import { UsageError } from './usage-error.ts';

type RecordOptions = { listen?: string; to?: string; serial?: string; out: string; dialled?: true };

export function addRecordCommand(program: Command, settings: Settings): void {
  program
    .command('record')
    .description('stand between a decoder and the edge, or listen at a serial line, and write a capture')
    .option('--listen <host:port>', 'where whoever dials connects')
    .option('--to <host:port>', 'whom to pass it on to')
    .option('--dialled', 'the decoder is the one that is dialled (ipico)')
    .option('--serial <path>', 'a serial line to listen at, instead')
    .requiredOption('--out <file>', 'the capture: one JSON line a chunk (arrivedAtMs, from, base64)')
    .action((options: RecordOptions) => record(options, settings));
}

async function record(options: RecordOptions, settings: Settings): Promise<void> {
  const { listen, to, serial, out } = options;
  if (serial === undefined && (listen === undefined || to === undefined))
    throw new UsageError('record needs --listen and --to, or --serial');
  const logger = createLogger('chute-sim', { level: settings.logLevel });
  await runService({
    logger,
    stopWithParent: settings.stopWithParent,
    start: async () => {
      const file = createWriteStream(out, { flags: 'a' });
      const write: Write = (chunk) => file.write(`${printCaptureChunk({ arrivedAtMs: Date.now(), ...chunk })}\n`);
      const tap =
        serial === undefined ? await tapConnection(readAddress(listen!), readAddress(to!), options, write) : await tapSerial(serial, write);
      return { addresses: tap.addresses, stop: () => tap.stop().then(() => ended(file)) };
    },
  });
}

type Write = (chunk: Omit<CaptureChunk, 'arrivedAtMs'>) => void;
type Address = { host: string; port: number };

async function tapConnection(here: Address, there: Address, { dialled }: RecordOptions, write: Write): Promise<Running> {
  const sockets = new Set<Socket>();
  const server = createServer((caller) => {
    const called = connect(there);
    pass({ from: caller, to: called, sockets, write: (bytes) => write({ bytes, from: dialled ? 'host' : 'decoder' }) });
    pass({ from: called, to: caller, sockets, write: (bytes) => write({ bytes, from: dialled ? 'decoder' : 'host' }) });
  });
  await listenOrExplain(
    { port: here.port, variable: '--listen', host: here.host, what: 'the recorder' },
    () => new Promise<void>((resolve, reject) => server.once('error', reject).listen(here.port, here.host, resolve)),
  );
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : here.port;
  return {
    addresses: { record: `${here.host}:${port}` },
    stop: async () => {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}

type Pass = { from: Socket; to: Socket; sockets: Set<Socket>; write: (bytes: Uint8Array) => void };

function pass({ from, to, sockets, write }: Pass): void {
  sockets.add(from);
  from.setNoDelay(true);
  from.on('data', (bytes) => {
    write(bytes);
    to.write(bytes);
  });
  from.on('error', () => to.destroy());
  from.on('close', () => {
    sockets.delete(from);
    to.destroySoon();
  });
}

async function tapSerial(path: string, write: Write): Promise<Running> {
  const line = new SerialPort({ path, baudRate: ipicoBaudRate, autoOpen: false });
  line.on('data', (bytes: Buffer) => write({ bytes }));
  await new Promise<void>((resolve, reject) => {
    line.open((error) => (error ? reject(new UsageError(`${path} cannot be opened: ${error.message}`, { cause: error })) : resolve()));
  });
  return { addresses: { record: path }, stop: () => new Promise((resolve) => line.close(() => resolve())) };
}

function ended(file: WriteStream): Promise<void> {
  return new Promise((resolve) => file.end(resolve));
}
